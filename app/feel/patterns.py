"""Regular expressions of XPath 2 (which FEEL refers to), run by the ``regex`` package within a time limit."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from time import perf_counter
from typing import Any, Final

import regex  # type: ignore[import-untyped]

from .errors import FeelLimitError, ValueProblem
from .runtime import State

FLAGS: Final = {"i": regex.IGNORECASE, "s": regex.DOTALL, "m": regex.MULTILINE, "x": 0}
STEPS_PER_SECOND: Final = 500_000
MAX_PATTERN: Final = 2_000
MAX_REPEAT: Final = 1_000
MAX_SIZE: Final = 10_000
"""Characters of a pattern with its repetitions written out: ``regex`` does write them out."""
LETTER_ESCAPES: Final = frozenset("nrtdDsSwWpP")
CLASSES: Final = {
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{M}\p{N}_:.\-\u00B7",
}


def problem(pattern: str, reason: str) -> ValueProblem:
    """The pattern is not a regular expression."""
    return ValueProblem("bad-pattern", pattern=pattern[:100], reason=reason)


class Translator:
    """Rewrites a pattern of XPath as one of ``regex``, character by character."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = pattern
        self.index = 0
        self.flags = flags
        self.groups = 0
        self.output: list[str] = []
        self.sizes = [0]
        self.last_size = 0

    def translate(self) -> str:
        """The whole pattern."""
        while self.index < len(self.pattern):
            character = self.pattern[self.index]
            if character not in "(){":
                self.grow(1)
            if character == "\\":
                self.output.append(self.escape(inside=False))
            elif character == "[":
                self.output.append(self.character_class())
            else:
                self.index += 1
                self.output.append(self.ordinary(character))
        return "".join(self.output)

    def grow(self, size: int) -> None:
        """Count an atom of the pattern written out."""
        self.last_size = size
        self.sizes[-1] += size
        if self.sizes[-1] > MAX_SIZE:
            raise problem(self.pattern, f"> {MAX_SIZE}")

    def ordinary(self, character: str) -> str:
        """A character that is no escape and no class."""
        if character == "." and "s" not in self.flags:
            return r"[^\n\r]"
        if character == "$" and "m" not in self.flags:
            return r"\Z"
        if character == "(":
            if self.pattern.startswith("?", self.index):
                if not self.pattern.startswith("?:", self.index):
                    raise problem(self.pattern, "(?")
                self.index += 2
                self.sizes.append(0)
                return "(?:"
            self.sizes.append(0)
            self.groups += 1
            return "("
        if character == ")" and len(self.sizes) > 1:
            self.grow_group()
        if character == "{":
            return self.repeat()
        if character in "*+?" and self.pattern.startswith("+", self.index):
            raise problem(self.pattern, character + "+")
        return "\\" + character if character in "#&~" else character

    def grow_group(self) -> None:
        """A group has ended: it is an atom of the group around."""
        size = self.sizes.pop()
        self.grow(size)

    def repeat(self) -> str:
        """``{n,m}``, with a limit on both."""
        end = self.pattern.find("}", self.index)
        counts = self.pattern[self.index : end] if end > 0 else ""
        low, _comma, high = counts.partition(",")
        if not low.isdecimal() or (high and not high.isdecimal()):
            raise problem(self.pattern, "{")
        if any(len(count) > 4 or int(count) > MAX_REPEAT for count in (low, high) if count):
            raise problem(self.pattern, f"> {MAX_REPEAT}")
        self.index = end + 1
        if self.pattern.startswith("+", self.index):
            raise problem(self.pattern, "}+")
        size = self.last_size * max(int(high or low), 1)
        self.sizes[-1] -= self.last_size
        self.grow(size)
        return "{" + counts + "}"

    def escape(self, inside: bool) -> str:
        """``\\d`` and the like."""
        self.index += 1
        if self.index >= len(self.pattern):
            raise problem(self.pattern, "\\")
        character = self.pattern[self.index]
        self.index += 1
        if character.lower() == "p":
            return self.category(character)
        if character.isdecimal():
            if inside or character == "0" or int(character) > self.groups:
                raise problem(self.pattern, "\\" + character)
            return f"(?:\\{character})"
        if character.lower() in CLASSES:
            body = CLASSES[character.lower()]
            negated = "^" if character.isupper() else ""
            return body if inside and not negated else f"[{negated}{body}]"
        if character.isalpha() and character not in LETTER_ESCAPES:
            raise problem(self.pattern, "\\" + character)
        return "\\" + character

    def category(self, character: str) -> str:
        """``\\p{Lu}`` or ``\\p{IsBasicLatin}``."""
        end = self.pattern.find("}", self.index)
        name = self.pattern[self.index + 1 : end] if end > 0 else ""
        if not self.pattern.startswith("{", self.index) or not name.replace("-", "").isalnum():
            raise problem(self.pattern, "\\" + character)
        self.index = end + 1
        if name.startswith("Is"):
            name = "In" + name[2:]
        return f"\\{character}{{{name}}}"

    def character_class(self) -> str:
        """``[a-z-[aeiou]]``."""
        parts = ["["]
        self.index += 1
        if self.pattern.startswith("^", self.index):
            parts.append("^")
            self.index += 1
        first = True
        while self.index < len(self.pattern):
            character = self.pattern[self.index]
            if character == "]" and not first:
                self.index += 1
                return "".join((*parts, "]"))
            if self.pattern.startswith("-[", self.index) and not first:
                self.index += 1
                parts.append("--" + self.character_class())
                if not self.pattern.startswith("]", self.index):
                    raise problem(self.pattern, "-[")
            elif character == "\\":
                parts.append(self.escape(inside=True))
            elif character == "[":
                raise problem(self.pattern, "[")
            else:
                parts.append("\\" + character if character in "&|~#" else character)
                self.index += 1
            first = False
        raise problem(self.pattern, "[")


def without_spaces(pattern: str) -> str:
    """The pattern as flag ``x`` reads it: spaces outside classes fall away."""
    result: list[str] = []
    depth = 0
    escaped = False
    for character in pattern:
        if character in " \t\n\r" and not depth:
            continue
        if not escaped:
            depth += (character == "[") - (character == "]" and depth > 0)
        escaped = character == "\\" and not escaped
        result.append(character)
    return "".join(result)


@lru_cache(maxsize=512)
def compile_pattern(pattern: str, flags: str) -> Any:
    """A compiled pattern. Raises :class:`ValueProblem` for what is no regular expression."""
    options = regex.VERSION1
    for flag in flags:
        if flag not in FLAGS:
            raise problem(pattern, f"flag {flag}")
        options |= FLAGS[flag]
    if len(pattern) > MAX_PATTERN:
        raise problem(pattern, f"> {MAX_PATTERN}")
    text = without_spaces(pattern) if "x" in flags else pattern
    translated = Translator(text, flags).translate()
    try:
        return regex.compile(translated, options)
    except (regex.error, RecursionError, OverflowError) as error:
        raise problem(pattern, str(error)) from None


def timed(state: State, run: Callable[[float], Any]) -> Any:
    """Run a match within the time limit; each costs steps, so that many short ones end too."""
    start = perf_counter()
    try:
        return run(state.limits.regex_seconds)
    except TimeoutError:
        raise FeelLimitError("limit-regex", limit=state.limits.regex_seconds) from None
    finally:
        state.spend(10 + int((perf_counter() - start) * STEPS_PER_SECOND))


def find(pattern: Any, text: str, state: State) -> bool:
    """Whether a pattern occurs in a text."""
    state.check_text(len(text))
    return timed(state, lambda seconds: pattern.search(text, timeout=seconds)) is not None


def split_at(pattern: Any, text: str, state: State) -> list[Any]:
    """The parts of a text between the occurrences of a pattern; empty occurrences do not count."""
    state.check_text(len(text))

    def run(seconds: float) -> list[str]:
        parts: list[str] = []
        start = 0
        for match in pattern.finditer(text, timeout=seconds):
            if match.end() > match.start():
                parts.append(text[start : match.start()])
                start = match.end()
        parts.append(text[start:])
        return parts

    return list(timed(state, run))


def template(replacement: str, groups: int) -> list[str | int]:
    """A replacement as texts and numbers of groups."""
    parts: list[str | int] = []
    index = 0
    while index < len(replacement):
        character = replacement[index]
        follows = replacement[index + 1 : index + 2]
        if character == "\\":
            if follows not in ("\\", "$") or not follows:
                raise ValueProblem("argument-value", function="replace", name="replacement")
            parts.append(follows)
            index += 2
        elif character == "$":
            if not follows.isdecimal():
                raise ValueProblem("argument-value", function="replace", name="replacement")
            index += 2
            number = int(follows)
            while index < len(replacement) and replacement[index].isdecimal():
                longer = number * 10 + int(replacement[index])
                if longer > groups:
                    break
                number = longer
                index += 1
            parts.append(number)
        else:
            parts.append(character)
            index += 1
    return parts


def substitute(pattern: Any, text: str, replacement: str, state: State) -> str:
    """A text with each occurrence of a pattern replaced."""
    state.check_text(len(text))
    parts = template(replacement, pattern.groups)
    limit = state.limits.string_length
    length = 0

    def replace(match: Any) -> str:
        nonlocal length
        found = "".join(
            part if isinstance(part, str) else (match[part] or "" if part <= pattern.groups else "") for part in parts
        )
        length += len(found)
        if length > limit:
            raise FeelLimitError("limit-string", limit=limit)
        return found

    result = timed(state, lambda seconds: pattern.sub(replace, text, timeout=seconds))
    return state.text_of(str(result))
