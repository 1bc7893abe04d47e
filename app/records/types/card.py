"""The parts of a card: widgets and tabs. Packages register their own; the lifecycle file may choose and order them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAIN, SIDE, TOP = "main", "side", "top"

Card = Any
"""`app.records.pages.card.page.Card`: a record that the actor may see, with what belongs to it."""


def _always(_card: Card) -> bool:
    return True


@dataclass(frozen=True)
class Widget:
    """A part of the card that can be folded and drawn again alone.

    Attributes:
        name: as in its address, in lifecycle files and in the id `widget-<name>`.
        title: lazy words.
        place: `main` or `side` column, or `top`: in the header that stays.
        order: place among the widgets, small first, where the lifecycle file does not say.
        template: gets `card`, `widget` and `context`.
        context: what its template gets as `context`.
        applies: whether the card has it.
        count: a number beside the title, or None.
        edit: use of the form that the pencil opens (`properties`, `contacts`, …); None: no pencil.
        lazy: loaded when it comes into view.
    """

    name: str
    title: Any
    place: str
    order: int
    template: str
    context: Callable[[Card], Mapping[str, Any]] = lambda _card: {}
    applies: Callable[[Card], bool] = _always
    count: Callable[[Card], int | None] = lambda _card: None
    edit: Callable[[Card], str] | None = None
    lazy: bool = False


@dataclass(frozen=True)
class Tab:
    """A page of the card beside the general one.

    Attributes:
        name: as in its address, `?tab=<name>`.
        label: lazy words.
        order: place among the tabs, small first; the general one is 0.
        template: extends `base.html`, includes `records/card/head.html`, gets `card` and `tab`.
        context: what its template gets besides.
        applies: whether the card has it.
        form: use of the form that it is, empty when it is none.
    """

    name: str
    label: Any
    order: int
    template: str
    context: Callable[[Card], Mapping[str, Any]] = lambda _card: {}
    applies: Callable[[Card], bool] = _always
    form: str = ""


_widgets: dict[str, Widget] = {}
_tabs: dict[str, Tab] = {}


def register_widget(widget: Widget) -> Widget:
    """Add a widget to the cards to which it applies; the same name again replaces it."""
    _widgets[widget.name] = widget
    return widget


def register_tab(tab: Tab) -> Tab:
    """Add a tab to the cards to which it applies; the same name again replaces it."""
    _tabs[tab.name] = tab
    return tab


def widgets(chosen: Sequence[str] = ()) -> list[Widget]:
    """The widgets in the order in which they are drawn.

    Parameters:
        chosen: their names in another order; those that are not named are left out. Empty: all, as they declare.
    """
    if chosen:
        return [_widgets[name] for name in chosen if name in _widgets]
    return sorted(_widgets.values(), key=lambda each: (each.order, each.name))


def widget(name: str) -> Widget | None:
    """The widget of that name."""
    return _widgets.get(name)


def tabs() -> list[Tab]:
    """The tabs in the order in which they are drawn."""
    return sorted(_tabs.values(), key=lambda each: (each.order, each.name))
