"""What every template may use: the menu, the icons, the built files, and which layout to extend."""

from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, g, request, session
from markupsafe import Markup
from wtforms import Field

from app import navigation
from app.access.permissions import may
from app.access.session import optional_actor
from app.htmx import in_dialog
from app.i18n import LANGUAGES, current_language, language_name
from app.i18n import gettext as _
from app.web import menu
from app.web.static_files import asset, check_icon

THEMES = ("auto", "light", "dark")


def init_app(app: Flask) -> None:
    """Offer the functions and variables to all templates."""
    app.jinja_env.globals.update(
        asset=asset, icon=icon, initials=initials, name_colour=name_colour, described_by=described_by
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_shell)


def icon(name: str, label: str | None = None, css: str = "") -> Markup:
    """A Tabler outline icon from the sprite: decoration, or with `label` a picture that is read out.

    The build collects the names from the sources by this call (`icon("home")`); see app/web/README.md.
    """
    return _drawn(check_icon(name), label, css, asset("icons.svg"))


@lru_cache(maxsize=1024)
def _drawn(name: str, label: str | None, css: str, sprite: str) -> Markup:
    meaning = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="icon {}" {} focusable="false"><use href="{}#{}"></use></svg>').format(
        css, meaning, sprite, name
    )


def initials(name: str) -> str:
    """The first letters of the first two words: `СУ` for «Станислав Усачёв»."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def name_colour(name: str) -> int:
    """One of the six colours of the circle with the letters, always the same for a name."""
    return sum(map(ord, name)) % 6


def described_by(field: Field) -> dict[str, str]:
    """The attributes that tell a screen reader about help and error of a WTForms field."""
    ids = [f"{field.id}-help"] if field.description else []
    if not field.errors:
        return {"aria-describedby": ids[0]} if ids else {}
    return {"aria-invalid": "true", "aria-describedby": " ".join([*ids, f"{field.id}-error"])}


def chosen_theme() -> str:
    """`auto`, `light` or `dark`: the person's choice, or that of the session."""
    person = g.get("person")
    theme = (person.theme if person else None) or session.get("theme")
    return theme if theme in THEMES else "auto"


def _shell() -> dict[str, Any]:
    return {
        "layout": "layouts/dialog.html" if in_dialog() else "base.html",
        "person": g.get("person"),
        "actor": optional_actor(),
        "may": lambda permission: may(optional_actor(), permission),
        "language": current_language(),
        "languages": [(code, language_name(code)) for code in LANGUAGES],
        "theme": chosen_theme(),
        "shell": _Shell(),
        "here": request.full_path.rstrip("?"),
    }


class _Shell:
    """What only the base template needs, found when it asks: fragments do not pay for it."""

    @cached_property
    def lines(self) -> list[menu.Line]:
        return menu.menu_lines(optional_actor())

    @cached_property
    def create(self) -> list[menu.Line]:
        return menu.create_lines(optional_actor())

    @property
    def sections(self) -> list[menu.Section]:
        return menu.sections(self.lines)

    @property
    def bottom(self) -> list[menu.Line]:
        return menu.bottom_bar(self.lines)

    @property
    def search(self) -> navigation.Search | None:
        return navigation.search()

    @property
    def themes(self) -> list[tuple[str, str, str]]:
        """Value, label and icon. icons: device-desktop, sun, moon"""
        return [
            ("auto", _("As the system"), "device-desktop"),
            ("light", _("Light"), "sun"),
            ("dark", _("Dark"), "moon"),
        ]

    @property
    def words(self) -> dict[str, str]:
        """The words that scripts say."""
        return {
            "close": _("Close"),
            "calendar": _("Choose a date"),
            "previousMonth": _("Previous month"),
            "nextMonth": _("Next month"),
            "today": _("Today"),
            "tomorrow": _("Tomorrow"),
            "time": _("Time"),
            "undo": _("Undo"),
            "undone": _("Undone"),
            "confirm": _("Confirm"),
            "cancel": _("Cancel"),
            "areYouSure": _("Are you sure?"),
            "unsaved": _("What you typed is not saved. Leave it?"),
            "leave": _("Leave"),
            "stay": _("Go on typing"),
            "draftRestored": _("Text that was not saved has been put back."),
            "draftDiscard": _("Discard it"),
            "connectionLost": _("The server cannot be reached. What you typed is kept here; try again in a moment."),
            "connectionBack": _("The connection is back."),
            "signedOut": _("Your session has ended, so nothing was saved. What you typed is still here."),
            "signIn": _("Sign in"),
            "otherPerson": _(
                "{name} is signed in now. This page was opened by {owner}: what was begun on it does not go on."
            ),
            "openAs": _("Open the page as {name}"),
            "later": _("Later"),
            "failed": _("This did not work."),
            "serverFailed": _("The server cannot answer now. Nothing was saved; what you typed is still here."),
            "tryAgain": _("Try again"),
            "tooSlow": _("The server takes long to answer. You may go on working."),
            "nothingFound": _("Nothing found"),
            "add": _("Add"),
            "search": _("Search"),
            "loading": _("Looking…"),
            "loadFailed": _("The list could not be loaded."),
            "remove": _("Remove"),
            "pasted": _("Rows pasted: {count}"),
            "pastedNotFound": _("Not found, please choose yourself: {names}"),
            "tooManyRows": _("At most {count} rows fit here: paste fewer."),
            "uploading": _("Uploading {name}"),
            "uploadFailed": _("“{name}” could not be uploaded. Try again."),
            "clear": _("Clear"),
            "create": _("Create «{name}»"),
            "expand": _("Show the menu"),
            "collapse": _("Hide the menu"),
            "openHelp": _("Keyboard shortcuts"),
            "dialogFailed": _("The window could not be opened."),
            "textEditor": _("Text editor"),
            "textStyle": _("Text style"),
        }
