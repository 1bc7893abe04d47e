"""The analyst's room: what is deployed, and publishing more."""

from flask import Flask

from app.engine import count_waiting
from app.i18n import lazy_gettext as _l
from app.navigation import register_menu
from app.studio.waiting_views import blueprint


def init_app(app: Flask) -> None:
    """Open the room."""
    app.register_blueprint(blueprint)
    register_menu(
        section="studio",
        order=10,
        label=_l("Diagrams and forms"),
        endpoint="studio.artifacts",
        icon="sitemap",
        permission="analyst",
    )
    register_menu(
        section="studio",
        order=20,
        label=_l("Deployment"),
        endpoint="studio.deployment",
        icon="rocket",
        permission="analyst",
    )
    register_menu(
        section="studio",
        order=25,
        label=_l("Waiting publications"),
        endpoint="studio.waiting",
        icon="clock",
        permission="analyst",
        counter=lambda _actor: count_waiting(),
    )
    register_menu(
        section="studio",
        order=30,
        label=_l("Actions for service tasks"),
        endpoint="studio.actions",
        icon="bolt",
        permission="analyst",
    )
    register_menu(
        section="studio",
        order=40,
        label=_l("Template data"),
        endpoint="studio.template_data",
        icon="list",
        permission="analyst",
    )
