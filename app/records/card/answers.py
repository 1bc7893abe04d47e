"""From errors of records to answers of pages."""

from werkzeug.exceptions import Forbidden as ForbiddenAnswer
from werkzeug.exceptions import NotFound as NotFoundAnswer

from app.access.session import current_actor
from app.engine import NotFound
from app.i18n import gettext as _
from app.records.card.page import Card, open_card
from app.records.types import RecordType


def found_card(record_type: RecordType, record_id: int) -> Card:
    """The card of the address, for the person who asks.

    Raises:
        NotFound (404): it is not there, or not for this person.
    """
    try:
        return open_card(record_type, record_id, current_actor())
    except NotFound:
        raise NotFoundAnswer from None


def writable_card(record_type: RecordType, record_id: int) -> Card:
    """The same for a record that is going to be changed.

    Raises:
        NotFound (404), Forbidden (403)
    """
    card = found_card(record_type, record_id)
    if not card.may_write:
        raise ForbiddenAnswer(_("You may read this record, but not change it."))
    return card
