"""Record types: one declaration each, from which journal, board, card, forms, search and API are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.i18n import Words, localized


@dataclass(frozen=True)
class Choice:
    """One value of a choice field."""

    id: str
    label: Words


@dataclass(frozen=True)
class Field:
    """An attribute of a record type.

    Attributes:
        name: as in forms, expressions and the API.
        label: lazy words.
        type: `text`, `rich_text`, `integer`, `money`, `boolean`, `date`, `datetime`, `choice`, `status`, `person`,
            `persons`, `reference` or `contacts`.
        target: name of the record type that a reference points to.
        choices: of a `choice` field.
        read_only: set by the process or the system, never by a form.
        max_length: of a text, in characters.
        check: given a value that is not empty, says in words what is wrong with it, or nothing.
    """

    name: str
    label: Any
    type: str = "text"
    target: str | None = None
    choices: tuple[Choice, ...] = ()
    read_only: bool = False
    max_length: int | None = None
    check: Callable[[Any], str] | None = None

    @property
    def attribute(self) -> str:
        """Name of the attribute of the model that holds the value."""
        return f"{self.name}_id" if self.type in ("person", "reference") else self.name

    @property
    def stored_in_row(self) -> bool:
        return self.type not in ("persons", "contacts")

    def choice_label(self, value: str | None) -> str:
        """The words of a choice in the current language; the raw id when it is not among the choices (any more)."""
        for choice in self.choices:
            if choice.id == value:
                return localized(choice.label)
        return value or ""


@dataclass(frozen=True)
class Column:
    """A column of a journal: a field by its name, or a path into contacts such as `contacts.email`."""

    name: str
    label: Any = None
    hidden: bool = False
    sortable: bool = True
    link: bool = False


@dataclass(frozen=True)
class Journal:
    columns: tuple[Column, ...]
    sort: str = "-id"
    default_filters: Mapping[str, Any] = field(default_factory=dict)
    total: str | None = None  # a money field whose sum the footer shows


@dataclass(frozen=True)
class Board:
    """The board of a record type: its columns are the lifecycle's statuses with `board: true`.

    Attributes:
        title: `name` or `display_name`.
        subtitle: fields that say for whom the record is; the first that is filled stands under the title.
        fields: what else a card shows.
        total: a money field whose sum stands above each column.
    """

    title: str
    subtitle: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    total: str | None = None


@dataclass(frozen=True)
class Action:
    """Something to do with a record from its card or journal row.

    Attributes:
        id: the name under `actions` of the lifecycle file, which says who may.
        label: lazy words.
        endpoint: Flask endpoint that takes `record_type` and `record_id` (a dialog, or a page).
        right: `read` or `write`, needed on the record besides the role.
        danger: drawn in red.
        visible: further condition on the record, or nothing.
        obstacle: lazy words why it cannot be done while `visible` says no.
        places: where it is offered: `card`, `row`.
    """

    id: str
    label: Any
    endpoint: str
    right: str = "write"
    danger: bool = False
    visible: Callable[[Any], bool] | None = None
    obstacle: Any = ""
    places: tuple[str, ...] = ("card", "row")
    icon: str = ""


@dataclass(frozen=True)
class MenuPlace:
    """Where the left menu and the Create menu have a record type.

    Attributes:
        section: a section of `app.navigation`.
        order: place within the section, small first; also in the Create menu.
        label: lazy words of the line, when it is not called like the journal.
        create: whether the Create menu has it.
        shortcut: keys that open the journal, such as `g d`.
        bottom_bar: place in the bottom bar of a small screen, None when it is not there.
    """

    section: str
    order: int
    label: Any = None
    create: bool = True
    shortcut: str = ""
    bottom_bar: int | None = None


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
        fields: in the order in which they are listed.
        forms: form keys by use: `properties`, `contacts`, `marketing`, `status`.
        search: fields whose words find the record.
        hint: a field that tells records of the same name apart in pickers and in the search, or None.
    """

    name: str
    plural: str
    model: type
    label: Any
    label_plural: Any
    new_label: Any
    display: Callable[[Any], str]
    fields: tuple[Field, ...]
    journal: Journal
    board: Board | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    search: tuple[str, ...] = ("name",)
    hint: str | None = None
    icon: str = "file"
    has_status: bool = True
    defaults: Callable[[Any], dict[str, Any]] | None = None  # actor -> values of a new record's form
    display_columns: tuple[str, ...] = ("name",)  # columns that `display` reads
    menu: MenuPlace | None = None

    def field(self, name: str) -> Field:
        """The field of that name.

        Raises:
            KeyError: the type has no such field.
        """
        return self._by_name[name]

    def has_field(self, name: str) -> bool:
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {each.name: each for each in self.fields}


class Registry:
    """The record types of the application, in the order of their registration."""

    def __init__(self) -> None:
        self._types: dict[str, RecordType] = {}
        self._by_plural: dict[str, RecordType] = {}

    def register(self, record_type: RecordType) -> RecordType:
        self._types[record_type.name] = record_type
        self._by_plural[record_type.plural] = record_type
        return record_type

    def get(self, name: str) -> RecordType | None:
        return self._types.get(name)

    def __getitem__(self, name: str) -> RecordType:
        return self._types[name]

    def by_plural(self, plural: str) -> RecordType | None:
        return self._by_plural.get(plural)

    def __iter__(self):
        return iter(self._types.values())


registry = Registry()
