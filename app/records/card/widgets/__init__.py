"""The widgets of a card, one module each, in the order in which they are drawn."""

from app.records.card.widgets import (
    actions,
    all_tasks,
    contacts,
    marketing,
    my_tasks,
    process,
    properties,
    stages,
    status,
)
from app.records.card.widgets.widget import MAIN, SIDE, Widget

WIDGETS: tuple[Widget, ...] = (
    stages.widget,
    my_tasks.widget,
    properties.widget,
    process.widget,
    status.widget,
    all_tasks.widget,
    actions.widget,
    contacts.widget,
    marketing.widget,
)
BY_NAME = {widget.name: widget for widget in WIDGETS}

__all__ = ["BY_NAME", "MAIN", "SIDE", "WIDGETS", "Widget"]
