"""Assigning a responsible: the action of those whose role in the lifecycle file may do it."""

from flask import Flask

from app.i18n import lazy_gettext as _
from app.records.types import Action

ASSIGN_MANAGER = Action(
    id="assign-manager",
    label=_("Assign a responsible"),
    endpoint="assignment_of_manager.ask",
    icon="user-check",
    fields=("manager",),
)


def init_app(app: Flask) -> None:
    """Add the dialog."""
    from app.crm.assignment_of_manager.views import blueprint

    app.register_blueprint(blueprint)
