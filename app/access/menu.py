"""The administrator's menu lines of people and groups."""

from app.i18n import lazy_gettext as _l
from app.navigation import register_create, register_menu


def register() -> None:
    """Add the lines."""
    register_menu(
        section="administration",
        order=10,
        label=_l("People"),
        endpoint="people.index",
        icon="users",
        permission="administrator",
    )
    register_menu(
        section="administration",
        order=20,
        label=_l("Groups"),
        endpoint="groups.index",
        icon="users-group",
        permission="administrator",
    )
    register_menu(
        section="administration",
        order=80,
        label=_l("Tokens"),
        endpoint="tokens.all_of_them",
        icon="key",
        permission="administrator",
    )
    register_menu(
        section="administration",
        order=90,
        label=_l("Security log"),
        endpoint="security_log.index",
        icon="shield-lock",
        permission="administrator",
    )
    register_create(
        label=_l("Person"), endpoint="people.create", icon="user-plus", permission="administrator", order=900
    )
