"""The calendar: a page, and an address that calendar programs read."""

from flask import Flask

from app.access.tokens import register_key
from app.i18n import lazy_gettext as _
from app.navigation import register_menu, register_profile


def init_app(app: Flask) -> None:
    """Add the pages and the line of the menu."""
    from app.crm.calendar import subscription  # noqa: F401  (adds its addresses)
    from app.crm.calendar.addresses import remove_address
    from app.crm.calendar.views import blueprint

    app.register_blueprint(blueprint)
    register_menu(
        section="sections",
        order=76,
        label=_("Calendar"),
        endpoint="calendar.show",
        icon="calendar-week",
        permission="record.read",
        shortcut="g t",
    )
    register_key("calendar", remove_address)
    register_profile(label=_("Calendar in other programs"), endpoint="calendar.subscription", icon="rss")
