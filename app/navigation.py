"""What the shell offers to go to and to make. Packages of every layer add their entries; `app.web` draws them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

SECTIONS = ("tasks", "sections", "data-lists", "studio", "administration")


@dataclass(frozen=True)
class Entry:
    """One line of the left menu or of the Create menu.

    Attributes:
        key: unique name, used as the id of the counter on the page.
        label: lazy words.
        endpoint, values: what `url_for` makes the address from.
        icon: name of a Tabler outline icon.
        permission: one of `app.access.permissions`; the entry is shown to those who have it.
        order: place within the section, small first.
        section: one of SECTIONS; empty for the Create menu.
        counter: given the actor, answers the number shown beside the label, or None for no number.
        short_label: one word for the bottom bar, when the label is longer.
        bottom_bar: place in the bottom bar of a small screen, None when it is not there.
        dialog: the page opens as a dialog over the present one.
        shortcut: keys that go there, such as `g l`.
    """

    key: str
    label: Any
    endpoint: str
    icon: str
    permission: str
    order: int = 0
    section: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    counter: Callable[[Any], int | None] | None = None
    bottom_bar: int | None = None
    dialog: bool = False
    shortcut: str = ""
    short_label: Any = ""


@dataclass(frozen=True)
class Search:
    """Where the search box of the header leads: the page of results and, when there is one, the short list."""

    endpoint: str
    suggest_endpoint: str | None
    placeholder: Any


# A browser reads a backslash as a slash and leaves out control characters: `/<tab>/elsewhere` leads elsewhere.
_FOREIGN = re.compile(r"[\\\x00-\x1f\x7f-\x9f]")

_menu: dict[str, Entry] = {}
_create: dict[str, Entry] = {}
_profile: dict[str, Entry] = {}
_search: list[Search] = []


def register_menu(
    *,
    section: str,
    order: int,
    label: Any,
    endpoint: str,
    icon: str,
    permission: str,
    values: Mapping[str, Any] | None = None,
    counter: Callable[[Any], int | None] | None = None,
    bottom_bar: int | None = None,
    shortcut: str = "",
    short_label: Any = "",
    key: str = "",
) -> None:
    """Add a line to the left menu; the same key again replaces it. See `Entry` for the parameters.

    Raises:
        ValueError: there is no such section.
    """
    if section not in SECTIONS:
        raise ValueError(f"no menu section {section!r}: {', '.join(SECTIONS)}")
    key = key or _key(endpoint, values)
    _menu[key] = Entry(
        key=key,
        label=label,
        endpoint=endpoint,
        icon=icon,
        permission=permission,
        order=order,
        section=section,
        values=values or {},
        counter=counter,
        bottom_bar=bottom_bar,
        shortcut=shortcut,
        short_label=short_label,
    )


def register_create(
    *,
    label: Any,
    endpoint: str,
    icon: str,
    permission: str,
    order: int = 0,
    values: Mapping[str, Any] | None = None,
    dialog: bool = False,
    key: str = "",
) -> None:
    """Add a line to the Create menu of the header; the same key again replaces it."""
    key = key or _key(endpoint, values)
    _create[key] = Entry(
        key=key,
        label=label,
        endpoint=endpoint,
        icon=icon,
        permission=permission,
        order=order,
        values=values or {},
        dialog=dialog,
    )


def register_profile(*, label: Any, endpoint: str, icon: str, permission: str = "signed_in", order: int = 0) -> None:
    """Add a link to what a person can set for themselves elsewhere; the same endpoint again replaces it."""
    _profile[endpoint] = Entry(endpoint, label, endpoint, icon, permission, order)


def register_search(*, endpoint: str, placeholder: Any, suggest_endpoint: str | None = None) -> None:
    """Say which page answers the search box of the header (`q`), and which fragment lists hits while typing."""
    _search[:] = [Search(endpoint, suggest_endpoint, placeholder)]


def menu_entries() -> list[Entry]:
    """All lines of the left menu, in the order in which they are drawn."""
    return sorted(_menu.values(), key=lambda entry: (SECTIONS.index(entry.section), entry.order, entry.key))


def profile_entries() -> list[Entry]:
    """The links of the profile, in the order in which they are drawn."""
    return sorted(_profile.values(), key=lambda entry: (entry.order, entry.key))


def create_entries() -> list[Entry]:
    """All lines of the Create menu, in the order in which they are drawn."""
    return sorted(_create.values(), key=lambda entry: (entry.order, entry.key))


def search() -> Search | None:
    """What the search box of the header asks, None while nothing can be searched."""
    return _search[0] if _search else None


def own_address(address: str | None) -> str | None:
    """The address when it is one of ours (a path), else None: nobody is sent elsewhere by a link."""
    if not address or not address.startswith("/") or address.startswith("//") or _FOREIGN.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else address


def _key(endpoint: str, values: Mapping[str, Any] | None) -> str:
    return "-".join([endpoint, *(str(value) for value in (values or {}).values())]).replace(".", "-").replace("_", "-")
