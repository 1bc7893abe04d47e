"""A record type: one declaration, from which journal, board, card, forms, search and API are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.i18n import gettext as _
from app.records.types.checks import Fault, faults_of
from app.records.types.field import Field
from app.records.types.field_list import FieldList
from app.records.types.pages import Action, Board, Journal, MenuPlace
from app.records.types.place import declared_at


@dataclass(frozen=True)
class RecordType:
    """Everything that the shared pages need to know of a type of record.

    Attributes:
        name: as in diagrams and expressions (`deal`).
        plural: as in addresses and the API (`deals`).
        model: the SQLAlchemy model.
        label, label_plural: lazy words («Сделка», «Сделки»).
        new_label: lazy words for the create button and dialog («Создать сделку»).
        display: makes the display name out of a record.
        fields: in the order in which they are listed; those that analysts have added come last.
        forms: form keys by use: `properties`, `status`, and what widgets edit, such as `contacts`.
        search: fields whose words find the record.
        duplicates: fields, or `<rows>.<field>`, that two records hardly share: who gives the same in all fields of one
            group is told of the other record. They are among those of `search`.
        hint: a field that tells records of the same name apart in pickers and in the search, or None.
        defaults: with what the form of a new record begins: functions by field name, given the actor who opens it.
        display_columns: the columns that `display` reads; those in `optional_names` may be empty.
        searchable: the search of the header finds its records.
        responsible: the person field that says who works on the record, or None.
        received: the moment that is now when nobody says another one, or None.
        contacts: the list of those to talk to, or None.
        amount: the field that says what the record is worth: journal and board sum it where they name no other.
        merged: the reference to the record of the same type into which this one was merged; None: they are not merged.
        alike: fields, or `<rows>.<field>`, by which besides `duplicates` records are proposed to be merged.
        numbered: every new record gets the next number of its type, in the field `number`.
        declared_at: file and line of the declaration; set by itself.
    """

    name: str
    plural: str
    model: Any
    label: Any
    label_plural: Any
    new_label: Any
    display: Callable[[Any], str]
    fields: Sequence[Field]
    journal: Journal
    board: Board | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    search: tuple[str, ...] = ("name",)
    duplicates: tuple[tuple[str, ...], ...] = ()
    hint: str | None = None
    icon: str = "file"
    has_status: bool = True
    defaults: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    display_columns: tuple[str, ...] = ("name",)
    optional_names: tuple[str, ...] = ()
    menu: MenuPlace | None = None
    searchable: bool = False
    responsible: str | None = None
    received: str | None = None
    contacts: str | None = None
    amount: str | None = None
    merged: str | None = None
    alike: tuple[tuple[str, ...], ...] = ()
    numbered: bool = False
    declared_at: str = field(init=False, default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "declared_at", declared_at())
        object.__setattr__(self, "fields", FieldList(self.name, self.model, tuple(self.fields)))

    @property
    def _fields(self) -> FieldList:
        assert isinstance(self.fields, FieldList)
        return self.fields

    @property
    def declared_fields(self) -> tuple[Field, ...]:
        """The fields of the declaration alone, without those that analysts have added."""
        return self._fields.declared

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """The fields as they are now: the same object until an analyst adds or removes one."""
        return self._fields.current

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: the type has no such field.
        """
        declared = self._fields.declared_by_name.get(name)  # which hides an added one of its name
        return declared if declared is not None else self._fields.by_name[name]

    def has_field(self, name: str) -> bool:
        return name in self._fields.declared_by_name or name in self._fields.by_name

    def path(self, path: str) -> Field:
        """What a list can show or filter by: a field, what comes with one (`stage`), or what lies behind one
        (`contacts.email`).

        Raises:
            KeyError: there is nothing of that name.
        """
        name, _dot, behind = path.partition(".")
        found = self._fields.by_path[name]
        return found.path(behind) if behind else found

    def has_path(self, path: str) -> bool:
        try:
            self.path(path)
        except KeyError:
            return False
        return True

    def label_of(self, place: str) -> str:
        """The words for the place of a refusal: a field's label, and of a row its number and the field in it.

        Parameters:
            place: a field's name, or `<field>-<number of the row>-<row field>`.
        """
        name, _dash, behind = place.partition("-")
        if not self.has_field(name):
            return place
        label = str(self.field(name).label)
        number, _dash, inner = behind.partition("-")
        if not number.isdecimal():
            return label
        path = f"{name}.{inner}"
        row = _("row %(number)s", number=int(number) + 1)
        return ", ".join([label, row, str(self.path(path).label) if self.has_path(path) else inner])

    @property
    def journal_total(self) -> str | None:
        """The field whose sum the journal shows, or None."""
        return self.journal.total or self.amount

    @property
    def board_total(self) -> str | None:
        """The field whose sum the board shows above each column, or None."""
        return (self.board and self.board.total) or self.amount

    def begin(self, actor: Any) -> dict[str, Any]:
        """The values with which the form of a new record begins.

        Parameters:
            actor: who opens it.
        """
        return {name: value(actor) for name, value in self.defaults.items()}

    def check(self) -> list[Fault]:
        """What is wrong with the declaration."""
        return list(faults_of(self))

    def merged_into(self, record: Any) -> int | None:
        """The id of the record into which this one was merged; then nothing of this one changes any more."""
        found: int | None = self.field(self.merged).get(record) if self.merged else None
        return found

    @property
    def people_fields(self) -> list[Field]:
        """The fields that hold several people."""
        return [each for each in self.fields if each.many and each.holds_people]
