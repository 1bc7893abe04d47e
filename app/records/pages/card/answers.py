"""The card of an address, for the person who asks."""

from app.access.session import current_actor
from app.records import rights
from app.records.pages.card.page import Card, open_card
from app.records.types import RecordType


def found_card(record_type: RecordType, record_id: int) -> Card:
    """The card of the address.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    return open_card(record_type, record_id, current_actor())


def writable_card(record_type: RecordType, record_id: int) -> Card:
    """The same for a record that is going to be changed.

    Raises:
        NotFound, Forbidden
    """
    card = found_card(record_type, record_id)
    rights.require(record_type, card.record, card.actor, "write", card.people)
    return card
