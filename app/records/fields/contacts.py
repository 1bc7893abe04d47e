"""The people to talk to about a record."""

from dataclasses import dataclass
from typing import Any, ClassVar

from app.i18n import lazy_gettext as _l
from app.records.fields.boolean import BooleanField
from app.records.fields.rows import RowsField
from app.records.fields.text import TextField
from app.records.models import Contact
from app.records.types.field import Field

CONTACT_FIELDS: tuple[Field, ...] = (
    TextField("full_name", _l("Contact person"), max_length=255, personal=True),
    TextField("position", _l("Position"), max_length=255),
    TextField("department", _l("Department"), max_length=255),
    TextField("phone", _l("Phone"), max_length=64, personal=True),
    TextField("email", _l("E-mail"), max_length=255, personal=True),
    BooleanField("main", _l("Main contact")),
    TextField("comment", _l("Comment"), max_length=5000, personal=True),
)


@dataclass(frozen=True)
class ContactsField(RowsField):
    """A list of contacts, the main one first."""

    rows: Any = Contact
    fields: tuple[Field, ...] = CONTACT_FIELDS
    title: str = "full_name"
    found_by: tuple[str, ...] = ("full_name", "email", "phone")
    at_most_one: str = "main"

    type: ClassVar[str] = "contacts"
    holds: ClassVar[Any] = _l("contacts")
    template: ClassVar[str] = "records/fields/contacts.html"
