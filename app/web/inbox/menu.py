"""The inbox's lines of the menu."""

from app.i18n import lazy_gettext as _
from app.navigation import register_menu
from app.records.tasks.queries import count_current, count_subordinates


def register() -> None:
    """Add the lines; the first of them is where people arrive after signing in."""
    register_menu(
        section="tasks",
        order=10,
        key="inbox-current",
        label=_("Active tasks"),
        endpoint="inbox.current",
        icon="inbox",
        permission="signed_in",
        counter=count_current,
        bottom_bar=1,
        short_label=_("Tasks"),
        shortcut="g i",
    )
    register_menu(
        section="tasks",
        order=20,
        key="inbox-completed",
        label=_("Completed tasks"),
        endpoint="inbox.completed",
        icon="circle-check",
        permission="signed_in",
        shortcut="g c",
    )
    register_menu(
        section="tasks",
        order=30,
        key="inbox-subordinates",
        label=_("Subordinates' tasks"),
        endpoint="inbox.subordinates",
        icon="hierarchy-2",
        permission="signed_in",
        counter=count_subordinates,
        shortcut="g u",
    )
