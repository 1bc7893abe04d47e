"""How the shared pages show a record type: its journal, board, actions and place in the menu."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Where an action can be offered: on the card, in a row of the journal, for the rows that are ticked there.
PLACES = ("card", "row", "bulk")
RIGHTS = ("read", "write")


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
    total: str | None = None  # the field whose sum the footer shows, when it is not the `amount` of the type


@dataclass(frozen=True)
class Board:
    """The board of a record type: its columns are the lifecycle's statuses with `board: true`.

    Attributes:
        title: `name` or `display_name`.
        subtitle: fields that say for whom the record is; the first that is filled stands under the title.
        fields: what else a card shows.
        total: the field whose sum stands above each column, when it is not the `amount` of the type.
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
        endpoint: Flask endpoint that takes `record_type` and `record_id` (a dialog, or a page); for ticked rows only
            `record_type`, and the ids as `?id=5,7`.
        right: `read` or `write`, needed on the record while the lifecycle file does not say whose the action is.
        fields: what the action writes: where the file says whose it is, nobody else writes them by another way.
        danger: drawn in red.
        visible: further condition on the record, or nothing.
        obstacle: lazy words why it cannot be done while `visible` says no.
        places: where it is offered, of PLACES.
    """

    id: str
    label: Any
    endpoint: str
    right: str = "write"
    danger: bool = False
    visible: Callable[[Any], bool] | None = None
    obstacle: Any = ""
    places: tuple[str, ...] = ("card", "row")
    icon: str = "bolt"
    fields: tuple[str, ...] = ()


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
        board: the line leads to the board, not to the journal.
    """

    section: str
    order: int
    label: Any = None
    create: bool = True
    shortcut: str = ""
    bottom_bar: int | None = None
    board: bool = False
