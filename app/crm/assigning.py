"""What the cards of other records offer: an assignment about this one."""

from app.i18n import lazy_gettext as _
from app.records.types import Action

CREATE_ASSIGNMENT = Action(
    id="create-assignment",
    label=_("Create an assignment"),
    endpoint="assignment.for_record",
    right="read",
    icon="checklist",
)
SUBJECTS = ("lead", "deal", "order", "payment", "contract", "counterparty")
"""Record types that an assignment can be about; the field that says which is called like the type."""
PARENT = "parent"
