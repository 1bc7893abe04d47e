"""Reads what an analyst writes where a value is expected: text, FEEL after `=`, lists and maps."""

import re

from lxml import etree

from app.engine.ground.elements import Parameter
from app.engine.ground.expressions import Expression, ListValue, MapValue, Text, Unreadable, Value
from app.engine.parsing.namespaces import CAMUNDA, camunda, children, local_name, text_of
from app.engine.parsing.source import Source
from app.feel import FeelError, FeelLimitError, FeelSyntaxError
from app.i18n import Words
from app.i18n import lazy_gettext as _

_JUEL = re.compile(r"[$#]\{(.*?)\}", re.DOTALL)
_METHOD = re.compile(r"\.\s*\w+\s*\(")  # calls of Java methods
_JUEL_WORDS = (
    (re.compile(r"""execution\.getVariable\(\s*["'](\w+)["']\s*\)"""), r"\1"),
    (re.compile(r"(?:not\s+|!\s*)empty\s+([\w.]+)"), r"\1 != null"),
    (re.compile(r"\bempty\s+([\w.]+)"), r"\1 = null"),
    (re.compile(r"=="), "="),
    (re.compile(r"&&"), " and "),
    (re.compile(r"\|\|"), " or "),
    (re.compile(r"\beq\b"), "="),
    (re.compile(r"\bne\b"), "!="),
    (re.compile(r"\bgt\b"), ">"),
    (re.compile(r"\bge\b"), ">="),
    (re.compile(r"\blt\b"), "<"),
    (re.compile(r"\ble\b"), "<="),
    (re.compile(r"!\s*([\w.]+)(?!\s*=)"), r"not(\1)"),
    (re.compile(r"(?<!\w)not\s+(?!\()([\w.]+)"), r"not(\1)"),
    (re.compile(r"'([^']*)'"), r'"\1"'),
)
FEEL_LANGUAGES = frozenset({"", "feel", "https://www.omg.org/spec/DMN/20191111/FEEL/"})


def read_value(source: Source, what: Words, text: str) -> Value | None:
    """Text, or FEEL after a leading `=`; None (and a problem) when it cannot be read.

    Parameters:
        what: the field, as problems name it.
    """
    if text.startswith("="):
        return read_expression(source, what, text)
    if _JUEL.search(text):
        _refuse_juel(source, what, text, prefix="=")
        return None
    return Text(text)


def read_expression(source: Source, what: Words, text: str) -> Expression | None:
    """FEEL with or without a leading `=`; None (and a problem) when it does not parse."""
    text = text.strip()
    if _JUEL.search(text) and not text.startswith("="):
        _refuse_juel(source, what, text)
        return None
    text = text.removeprefix("=").strip()
    if not text:
        source.problem("feel-empty", what=what)
        return None
    try:
        return Expression(text)
    except FeelSyntaxError as error:
        source.problem("feel-syntax", what=what, source=shorten(text), reason=error, position=error.position + 1)
    except FeelLimitError as error:
        source.problem("feel-syntax", what=what, source=shorten(text), reason=error, position=1)
    return None


def read_formal_expression(source: Source, what: Words, xml: etree._Element) -> Expression | None:
    """A BPMN expression element such as `conditionExpression`, with its `language`."""
    part = source.part(xml)
    language = (xml.get("language") or "").strip()
    if language.lower() not in FEEL_LANGUAGES and language not in FEEL_LANGUAGES:
        part.problem("language", what=what, language=language)
        return None
    return read_expression(part, what, text_of(xml))


def shorten(text: str, length: int = 120) -> str:
    """The text on one line, cut for a message."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def feel_for_juel(text: str) -> str | None:
    """What a JUEL expression would probably be in FEEL; None when that is not known."""
    found = _JUEL.search(text)
    inner = found.group(1) if found else text
    for pattern, replacement in _JUEL_WORDS:
        inner = pattern.sub(replacement, inner)
    return _readable(" ".join(inner.split()))


def _readable(feel: str) -> str | None:
    try:
        calls = _METHOD.search(feel)
        return None if calls else Expression(feel).source
    except FeelError:
        return None


def _refuse_juel(source: Source, what: Words, text: str, prefix: str = "") -> None:
    feel = feel_for_juel(text)
    if feel is None:
        source.problem("juel-unknown", what=what, source=shorten(text))
    else:
        source.problem("juel", what=what, source=shorten(text), feel=shorten(prefix + feel))


def read_fixed(source: Source, what: Words, text: str) -> str:
    """A name that is never evaluated; a problem when it is written as an expression."""
    if text.startswith("=") or _JUEL.search(text):
        source.problem("name-evaluated", what=what, value=shorten(text))
    return text


def read_parameters(source: Source, kind: str) -> tuple[Parameter, ...]:
    """The `inputParameter`s or `outputParameter`s of `camunda:inputOutput`.

    Parameters:
        kind: `inputParameter` or `outputParameter`.
    """
    block = source.extension("inputOutput")
    if block is None:
        return ()
    parameters: dict[str, Parameter] = {}
    for xml in children(block, camunda(kind)):
        part = source.part(xml)
        name = (xml.get("name") or "").strip()
        if not name:
            part.problem("parameter-no-name")
            continue
        if name in parameters:
            part.problem("parameter-duplicate", parameter=name)
            continue
        value = _read_structured(part, _("parameter “%(name)s”", name=name), xml)
        value = value if value is not None else Unreadable()  # the parameter is there; what is wrong is said
        parameters[name] = Parameter(name, value, part.place.line or 0, part.place.column or 0)
    return tuple(parameters.values())


def _read_structured(source: Source, what: Words, xml: etree._Element) -> Value | None:
    nested = [item for item in xml if isinstance(item.tag, str) and item.tag.startswith(f"{{{CAMUNDA}}}")]
    if not nested:
        return read_value(source, what, text_of(xml))
    return _read_nested(source.part(nested[0]), what, nested[0])


def _read_nested(source: Source, what: Words, xml: etree._Element) -> Value | None:
    kind = local_name(xml)
    if kind == "list":
        items = [_read_item(source.part(item), what, item) for item in xml if isinstance(item.tag, str)]
        return ListValue(tuple(item for item in items if item is not None))
    if kind == "map":
        entries = [
            ((entry.get("key") or "").strip(), _read_structured(source.part(entry), what, entry))
            for entry in children(xml, camunda("entry"))
        ]
        return MapValue(tuple((key, value) for key, value in entries if value is not None))
    return None  # a script or an unknown element: the check of the vocabulary says so


def _read_item(source: Source, what: Words, xml: etree._Element) -> Value | None:
    if local_name(xml) == "value":
        return read_value(source, what, text_of(xml))
    return _read_nested(source, what, xml)
