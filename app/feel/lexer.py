"""Splitting FEEL source into tokens with one regular expression (DMN 1.5, 10.3.1.2, rules 22 to 30 and 60 ff.)."""

from __future__ import annotations

import re
from typing import Final

from .errors import FeelSyntaxError

NAME, NUMBER, STRING, AT, OPERATOR, END = "name", "number", "string", "at", "operator", "end"

SPACE: Final = r"\s\u0085\u00A0\u1680\u180E\u2000-\u200B\u2028\u2029\u202F\u205F\u3000\uFEFF"
NAME_START: Final = (
    r"[^\W\d]|[\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFEFE\uFF00-\uFFFD\U00010000-\U000EFFFF]"
)
NAME_PART: Final = (
    r"[\w\u00B7\u0300-\u036F\u203F-\u2040\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF"
    r"\uF900-\uFDCF\uFDF0-\uFEFE\uFF00-\uFFFD\U00010000-\U000EFFFF]"
)

TOKENS: Final = re.compile(
    rf"""
    [{SPACE}]*(?:
      (?P<name>\?|(?:{NAME_START}){NAME_PART}*)
    | (?P<operator>\*\*|\.\.|[<>!]=|[-+*=<>()\[\]{{}},:;']|/(?![/*])|\.(?![0-9]))
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    | (?P<string>"[^"\\]*(?:\\.[^"\\]*)*")
    | (?P<at>@[{SPACE}]*"[^"\\]*(?:\\.[^"\\]*)*")
    | (?P<comment>//[^\n\r]*|/\*.*?\*/)
    | (?P<bad>[^{SPACE}])
    )""",
    re.VERBOSE | re.DOTALL,
)

INSTEAD: Final = {"&": "and", "&&": "and", "|": "or", "||": "or", "!": "not(…)", "==": "=", "'": '"', "%": "modulo(…)"}
"""What people who know other languages write, and what they should."""

ESCAPES: Final = re.compile(r'\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([nrt"\'\\]))')
SIMPLE_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
SURROGATES: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def tokenize(source: str) -> tuple[list[str], list[str], list[int]]:
    """Kinds, texts and offsets of the tokens of ``source``; the last one is of kind ``END``.

    Raises :class:`FeelSyntaxError` for a character or an unclosed text or comment.
    """
    kinds: list[str] = []
    texts: list[str] = []
    starts: list[int] = []
    for match in TOKENS.finditer(source):
        kind = match.lastgroup
        if kind == "comment":
            continue
        if kind == "bad":
            raise bad_token(source, match.start(kind))
        assert kind is not None
        kinds.append(kind)
        texts.append(match[kind])
        starts.append(match.start(kind))
    kinds.append(END)
    texts.append("")
    starts.append(len(source))
    return kinds, texts, starts


def bad_token(source: str, position: int) -> FeelSyntaxError:
    """The error for what no token begins with."""
    if source[position] == '"' or (source[position] == "@" and '"' in source[position + 1 :][:1]):
        return FeelSyntaxError("unterminated-string", source, position)
    if source.startswith("/*", position):
        return FeelSyntaxError("unterminated-comment", source, position)
    instead = INSTEAD.get(source[position])
    if instead is not None:
        found = source[position : position + 2] if source[position : position + 2] in INSTEAD else source[position]
        return FeelSyntaxError("write-instead", source, position, found=f"“{found}”", instead=f"“{instead}”")
    return FeelSyntaxError("unexpected-character", source, position, found=f"“{source[position]}”")


def unquote(text: str) -> str:
    """The text of a string literal with its quotes: escapes are resolved, an unknown ``\\d`` stays as it is."""
    body = text[1:-1]
    if "\\" not in body:
        return body

    def replace(match: re.Match[str]) -> str:
        short, long, simple = match.groups()
        if simple is not None:
            return SIMPLE_ESCAPES[simple]
        code = int(short or long, 16)
        return chr(code) if code <= 0x10FFFF else "\ufffd"

    body = ESCAPES.sub(replace, body)
    return SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), body)


def quote(text: str) -> str:
    """``text`` as a string literal."""
    body = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return '"' + body.replace("\t", "\\t") + '"'
