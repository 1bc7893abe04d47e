"""What a record type is made of: its declaration, which the shared pages, the API and the engine read."""

from app.records.types.checks import Fault, declaration_check, faults_in
from app.records.types.errors import FilterRefused, ValueRefused
from app.records.types.field import Field
from app.records.types.no_access import NO_ACCESS, is_no_access, no_access_json, no_access_words
from app.records.types.order import Order
from app.records.types.pages import Action, Board, Column, Journal, MenuPlace
from app.records.types.record_type import RecordType
from app.records.types.registry import DeclarationError, Registry, registry
from app.records.types.showing import Key, Names, Showing, Shown
from app.records.types.tombstone import TOMBSTONE
from app.records.types.views import Views

__all__ = [
    "NO_ACCESS",
    "TOMBSTONE",
    "Action",
    "Board",
    "Column",
    "DeclarationError",
    "Fault",
    "Field",
    "FilterRefused",
    "Journal",
    "Key",
    "MenuPlace",
    "Names",
    "Order",
    "RecordType",
    "Registry",
    "Showing",
    "Shown",
    "ValueRefused",
    "Views",
    "declaration_check",
    "faults_in",
    "is_no_access",
    "no_access_json",
    "no_access_words",
    "registry",
]
