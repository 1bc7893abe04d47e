"""The diagram with the place where the record stands, and the same in words."""

from app.i18n import lazy_gettext as _
from app.records.pages.card.process import diagrams
from app.records.types.card import MAIN, Widget, register_widget

widget = register_widget(
    Widget(
        "process",
        _("Process"),
        MAIN,
        40,
        "records/card/widgets/process.html",
        context=lambda card: {"diagrams": diagrams(card)},
        applies=lambda card: card.has_status,
        lazy=True,
    )
)
