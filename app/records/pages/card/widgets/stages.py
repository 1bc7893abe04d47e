"""How far the record has come."""

from app.i18n import lazy_gettext as _
from app.records.types.card import TOP, Widget, register_widget

widget = register_widget(
    Widget(
        "stages",
        _("Stages"),
        TOP,
        10,
        "records/card/stages.html",
        applies=lambda card: card.has_status,
    )
)
