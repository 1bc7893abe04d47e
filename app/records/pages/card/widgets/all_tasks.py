"""Every open task of the record and who has it."""

from app.i18n import lazy_gettext as _
from app.records.types.card import SIDE, Widget, register_widget

widget = register_widget(
    Widget(
        "all-tasks",
        _("All tasks"),
        SIDE,
        60,
        "records/card/widgets/all-tasks.html",
        applies=lambda card: card.has_status,
        count=lambda card: len(card.tasks),
    )
)
