"""The types of fields, one file each."""

from app.records.fields.boolean import BooleanField
from app.records.fields.choice import Choice, ChoiceField
from app.records.fields.choices import ChoicesField
from app.records.fields.contacts import ContactsField
from app.records.fields.date import DateField
from app.records.fields.dated_reference import DatedReferenceField
from app.records.fields.datetime_ import DateTimeField
from app.records.fields.decimal_ import DecimalField
from app.records.fields.duration import DurationField
from app.records.fields.email import EmailField
from app.records.fields.file import FileField
from app.records.fields.identifier import IdentifierField
from app.records.fields.integer import IntegerField
from app.records.fields.money import MoneyField
from app.records.fields.percent import PercentField
from app.records.fields.person import PersonField
from app.records.fields.persons import PersonsField
from app.records.fields.phone import PhoneField
from app.records.fields.reference import ReferenceField
from app.records.fields.references import ReferencesField
from app.records.fields.rich_text import RichTextField
from app.records.fields.row_subtotals import Subtotals
from app.records.fields.rows import RowsField
from app.records.fields.status import StageField, StatusField
from app.records.fields.text import TextField
from app.records.fields.url import UrlField

__all__ = [
    "BooleanField",
    "Choice",
    "ChoiceField",
    "ChoicesField",
    "ContactsField",
    "DateField",
    "DateTimeField",
    "DatedReferenceField",
    "DecimalField",
    "DurationField",
    "EmailField",
    "FileField",
    "IdentifierField",
    "IntegerField",
    "MoneyField",
    "PercentField",
    "PersonField",
    "PersonsField",
    "PhoneField",
    "ReferenceField",
    "ReferencesField",
    "RichTextField",
    "RowsField",
    "StageField",
    "StatusField",
    "Subtotals",
    "TextField",
    "UrlField",
]
