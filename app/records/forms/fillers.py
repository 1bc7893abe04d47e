"""Buttons beside fields that fill the form out of a source outside: the requisites of a company by its number.

`_fill` in a posted form names the field, and behind a colon what else was chosen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.i18n import Words
from app.records.forms.model import Form

FILL = "_fill"


@dataclass(frozen=True)
class Offer:
    """One more thing to choose: what the button sends, and its words."""

    value: str
    label: str


@dataclass(frozen=True)
class Filled:
    """What a source has said.

    Attributes:
        values: to be put into the form, by key.
        words: for the person.
        lines: more words, one line each: what is different, for instance.
        offers: buttons that ask again.
        failed: nothing was filled, and the words say why and what to do.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""
    lines: Sequence[str] = ()
    offers: Sequence[Offer] = ()
    failed: bool = False


Source = Callable[[Mapping[str, Any], str], Filled]
_fillers: dict[tuple[str, str], tuple[Words, Source]] = {}


def register_filler(record_type: str, key: str, label: Words, source: Source) -> None:
    """Put a button beside a field in the forms of a record type; the same field again replaces it.

    Parameters:
        source: given the raw values of the form and what was chosen among its offers, empty at first.
    """
    _fillers[record_type, key] = label, source


def filler_label(form: Form, key: str) -> Words | str:
    """What the button beside the field says, empty when there is none."""
    found = _fillers.get((form.record_type or "", key))
    return found[0] if found else ""


def filled(form: Form, posted: Mapping[str, Any], raw: Mapping[str, Any]) -> Filled | None:
    """What the source says whose button was pressed; None: no such button was."""
    key, _colon, chosen = str(posted.get(FILL) or "").partition(":")
    found = _fillers.get((form.record_type or "", key))
    return found[1](raw, chosen) if found else None
