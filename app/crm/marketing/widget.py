"""Where the request came from. A deal shows its source lead's words where it has none of its own."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db
from app.i18n import lazy_gettext as _
from app.records.pages.card.page import Card
from app.records.types import registry
from app.records.types.card import SIDE, Widget

SITE = ("site_from", "site_email", "ga_client_id", "ym_client_id")
MAIL = "emessage"
INHERITED = (*SITE, MAIL)
SOURCE = "created_from_lead"


@dataclass(frozen=True)
class Line:
    """A field with its words; `inherited` when they are those of the source lead."""

    name: str
    label: str
    words: str
    inherited: bool = False


def _context(card: Card) -> dict[str, Any]:
    fields = card.record_type
    own = {name: card.record_type.field(name) for name in INHERITED if fields.has_field(name)}
    empty = [name for name in own if not card.value(name)]
    source = _source_values(card, empty)
    lines = {
        name: Line(name, str(field.label), card.words(field) or source.get(name, ""), name in source)
        for name, field in own.items()
    }
    return {
        "references": [
            (card.record_type.field(name), card.words(card.record_type.field(name)), card.value(name))
            for name in ("request_category", "request_source")
            if fields.has_field(name)
        ],
        "site": [lines[name] for name in SITE if name in lines],
        "mail": lines.get(MAIL),
    }


def _source_values(card: Card, names: list[str]) -> dict[str, str]:
    """What the source lead says in these fields, where it says something."""
    if not names or not card.record_type.has_field(SOURCE):
        return {}
    lead_id = card.held(SOURCE)
    if lead_id is None:
        return {}
    source = registry[card.record_type.field(SOURCE).targets[0]]
    columns = [getattr(source.model, source.field(name).attribute) for name in names]
    row = db.session.execute(select(*columns).where(source.model.id == lead_id)).first()
    return {name: value for name, value in zip(names, row or (), strict=False) if value}


widget = Widget(
    "marketing",
    _("Marketing"),
    SIDE,
    90,
    "crm/marketing/widget.html",
    _context,
    applies=lambda card: "marketing" in card.record_type.forms,
    edit=lambda _card: "marketing",
)
