"""The pages of the library."""

from flask import Blueprint, Flask

from app.i18n import lazy_gettext as _l
from app.navigation import register_menu

blueprint = Blueprint("library", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the pages and the line of the menu."""
    from app.documents.library.pages import dialogs, folders, rights, trash  # noqa: F401  (the views register themselves)

    app.register_blueprint(blueprint)
    register_menu(
        section="sections",
        order=70,
        key="library",
        label=_l("Document library"),
        endpoint="library.top",
        icon="folders",
        permission="signed_in",
        shortcut="g b",
    )
