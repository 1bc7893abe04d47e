"""Whom to talk to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.i18n import lazy_gettext as _
from app.records.pages.card.page import Card
from app.records.types.card import SIDE, Widget, register_widget


@dataclass(frozen=True)
class Inherited:
    """Contacts of something that the record points to.

    Attributes:
        heading: words that say whose they are.
    """

    heading: str
    contacts: Sequence[Mapping[str, Any]]


ContactSource = Callable[[Card], Inherited | None]

_sources: list[ContactSource] = []


def register_contact_source(source: ContactSource) -> ContactSource:
    """Let cards of records without contacts show those of something else; the first source that finds some is shown."""
    if source not in _sources:
        _sources.append(source)
    return source


def _context(card: Card) -> dict[str, Any]:
    """The record's own contacts; where it has none, inherited ones, which are edited where they belong."""
    if card.contacts:
        return {"contacts": card.contacts, "heading": ""}
    for source in _sources:
        found = source(card)
        if found is not None and found.contacts:
            return {"contacts": found.contacts, "heading": found.heading}
    return {"contacts": [], "heading": ""}


def form_use(card: Card) -> str:
    """The form in which contacts are edited: their own, else the whole form."""
    return "contacts" if "contacts" in card.record_type.forms else "properties"


widget = register_widget(
    Widget(
        "contacts",
        _("Contacts"),
        SIDE,
        80,
        "records/card/widgets/contacts.html",
        _context,
        applies=lambda card: card.record_type.contacts is not None,
        count=lambda card: len(card.contacts),
        edit=form_use,
    )
)
