"""The buttons above a journal: packages register their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.i18n import lazy_gettext as _
from app.records.listing.state import ListState
from app.records.types import RecordType


@dataclass(frozen=True)
class ToolbarButton:
    """A button that goes to a page, or opens it as a dialog, with the filters of the list.

    Attributes:
        name: unique; the id of the button is `journal-<name>`.
        label: lazy words.
        endpoint: Flask endpoint that takes `record_type`.
        icon: name of a Tabler outline icon.
        order: place among the buttons, small first.
        dialog: the page opens over the journal.
        applies: whether the journals of a record type have it.
    """

    name: str
    label: Any
    endpoint: str
    icon: str
    order: int
    dialog: bool = True
    applies: Callable[[RecordType], bool] = lambda _record_type: True


_buttons: dict[str, ToolbarButton] = {}


def register_toolbar_button(button: ToolbarButton) -> ToolbarButton:
    """Add a button to the journals to which it applies; the same name again replaces it."""
    _buttons[button.name] = button
    return button


def toolbar(state: ListState) -> list[tuple[ToolbarButton, str]]:
    """The buttons of a journal with their addresses, in the order in which they are drawn."""
    shown = sorted(_buttons.values(), key=lambda each: (each.order, each.name))
    return [
        (each, url_for(each.endpoint, record_type=state.record_type) + state.parameters())
        for each in shown
        if each.applies(state.record_type)
    ]


register_toolbar_button(ToolbarButton("columns", _("Columns"), "journal.choose_columns", "columns-3", 90))
