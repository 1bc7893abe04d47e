"""The shape of the table."""

from dataclasses import dataclass, field

RUNS = "runs"
DRAWN = "drawn"  # kept and shown; by its meaning there is nothing to run
REFUSED = "refused"


@dataclass(frozen=True)
class ElementRule:
    """An element.

    Attributes:
        status: `runs`, `drawn` or `refused`.
        note: what it does here, for the docs; or why it is refused and what to do instead, for the catalogue too.
        attributes: names of its attributes that are known (`camunda:` ones with the prefix).
        children: names of the elements that may be inside; None: anything (drawn elements).
    """

    status: str
    note: str
    attributes: frozenset[str] = frozenset()
    children: frozenset[str] | None = frozenset()


@dataclass(frozen=True)
class AttributeRule:
    """An attribute that is the same wherever it stands.

    Attributes:
        status: `drawn` (no effect on what runs) or `refused`.
        note: why; for the catalogue too when it is refused.
        harmless: values that say nothing but the default, and are let through.
    """

    status: str
    note: str
    harmless: frozenset[str] = field(default_factory=frozenset)
