"""The diagram with the place where the record stands, and the same in words."""

from app.i18n import lazy_gettext as _
from app.records.card.widgets.widget import MAIN, Widget

widget = Widget("process", _("Process"), MAIN, applies=lambda card: card.has_status, lazy=True)
