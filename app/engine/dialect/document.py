"""The table of the dialect as a page of the docs."""

from collections.abc import Iterable

from app.engine.dialect.attributes import ATTRIBUTES
from app.engine.dialect.elements import ELEMENTS
from app.engine.dialect.owners import PROPERTY_NAMES
from app.engine.dialect.rules import DRAWN, REFUSED, RUNS
from app.engine.parsing.event_settings import ALLOWED

_HEAD = """\
# The dialect: what runs and what is refused

Diagrams are BPMN 2.0 with the attributes of Camunda 7. Every element and attribute is in one of these tables: it
*runs* as BPMN says, it is only *drawn* (kept and shown; there is nothing to run), or it is *refused* at deploy, with
its id, its line and what to do instead. What is in no table is refused as unknown. How the elements work together is
shown, one diagram each, in [elements.md](elements.md).

This page is made from the table that the check at deploy uses (`python -m app.engine.dialect`); a test compares them.
"""
Rows = Iterable[tuple[str, ...]]

_STATUS = {RUNS: "runs", DRAWN: "drawn", REFUSED: "refused"}


def dialect_document() -> str:
    """The page, in Markdown."""
    sections = (
        _HEAD,
        "## Elements\n",
        _table(("element", "", "what it does, or what to do instead"), _elements()),
        "## Which event may be where\n",
        _table(("", "possible"), ((f"`{tag}`", ", ".join(kinds)) for tag, kinds in ALLOWED.items())),
        "A sub-process begins with a plain start event. An event has one definition.\n",
        "## Attributes by element\n",
        "Those that the next table refuses are left out here.\n",
        _table(("element", "attributes"), _attributes_by_element()),
        "## Attributes that are the same everywhere\n",
        _table(("attribute", "", "why", "let through with the value"), _attributes()),
        "## Properties (`camunda:properties`)\n",
        _table(("element", "names"), _properties()),
    )
    return "\n".join(sections)


def _elements() -> Rows:
    order = {RUNS: 0, DRAWN: 1, REFUSED: 2}
    for name, rule in sorted(ELEMENTS.items(), key=lambda pair: order[pair[1].status]):
        yield f"`{name}`", _STATUS[rule.status], rule.note


def _attributes_by_element() -> Rows:
    for name, rule in ELEMENTS.items():
        known = sorted(
            attribute
            for attribute in rule.attributes
            if attribute not in ATTRIBUTES or ATTRIBUTES[attribute].status != REFUSED
        )
        if known:
            yield f"`{name}`", ", ".join(f"`{attribute}`" for attribute in known)


def _attributes() -> Rows:
    for name, rule in ATTRIBUTES.items():
        harmless = ", ".join(f"`{value}`" for value in sorted(rule.harmless))
        yield f"`{name}`", _STATUS[rule.status], rule.note, harmless


def _properties() -> Rows:
    for name, known in PROPERTY_NAMES.items():
        words = (f"`{word}<id>`" if word.endswith(":") else f"`{word}`" for word in sorted(known))
        yield f"`{name}`" if name else "any other", ", ".join(words)


def _table(head: tuple[str, ...], rows: Rows) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"
