"""The address of a record that went into another one leads there."""

from flask import Response, request

from app.htmx import done
from app.i18n import gettext as _
from app.records.pages.card.page import Card
from app.records.rights.names import readable_names
from app.records.routing import record_address


def merged_elsewhere(card: Card) -> Response | None:
    """The way to the record into which this one went; None: it went nowhere, or somebody asks for this one itself."""
    into = card.record_type.merged_into(card.record)
    if into is None or request.args:
        return None
    key = (card.record_type.name, into)
    if key not in readable_names([key], card.actor):
        return None
    words = _("“%(name)s” is merged with this record.", name=card.title)
    return done(words, to=record_address(card.record_type, into))
