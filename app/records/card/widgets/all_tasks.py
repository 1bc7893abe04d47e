"""Every open task of the record and who has it."""

from app.i18n import lazy_gettext as _
from app.records.card.widgets.widget import SIDE, Widget

widget = Widget(
    "all-tasks",
    _("All tasks"),
    SIDE,
    applies=lambda card: card.has_status,
    count=lambda card: len(card.tasks),
)
