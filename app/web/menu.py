"""The left menu, the Create menu and the bottom bar as one person sees them."""

from dataclasses import dataclass

from flask import request, url_for

from app import navigation
from app.access.permissions import may
from app.engine import Actor
from app.i18n import lazy_gettext as _l
from app.navigation import Entry

SECTION_LABELS = {
    "tasks": _l("Tasks"),
    "sections": _l("Sections"),
    "data-lists": _l("Data lists"),
    "studio": _l("Studio"),
    "administration": _l("Administration"),
}


@dataclass(frozen=True)
class Line:
    """An entry with its address, and whether the present page belongs to it."""

    entry: Entry
    address: str
    active: bool


@dataclass(frozen=True)
class Section:
    """A headed part of the menu."""

    key: str
    label: str
    lines: list[Line]


def menu_lines(actor: Actor | None) -> list[Line]:
    """The lines of the left menu that are open to the actor, in order."""
    return _lines(navigation.menu_entries(), actor)


def create_lines(actor: Actor | None) -> list[Line]:
    """What the actor may create."""
    return _lines(navigation.create_entries(), actor)


def sections(lines: list[Line]) -> list[Section]:
    """The lines under the headings of the menu; a heading with nothing under it is left out."""
    found = [
        Section(key, label, [line for line in lines if line.entry.section == key])
        for key, label in SECTION_LABELS.items()
    ]
    return [section for section in found if section.lines]


def bottom_bar(lines: list[Line]) -> list[Line]:
    """Those that stand in the bottom bar of a small screen too, at most three."""
    chosen = [line for line in lines if line.entry.bottom_bar is not None]
    return sorted(chosen, key=lambda line: line.entry.bottom_bar or 0)[:3]


def counters(actor: Actor) -> list[tuple[str, int, bool]]:
    """The numbers of the menu: key of the entry, number, and whether it stands in the bottom bar too."""
    lines = menu_lines(actor)
    in_bottom_bar = {line.entry.key for line in bottom_bar(lines)}
    counted = [(line.entry.key, line.entry.counter(actor)) for line in lines if line.entry.counter]
    return [(key, number, key in in_bottom_bar) for key, number in counted if number is not None]


def home_address(actor: Actor) -> str | None:
    """The first page of the actor's menu, None when the menu is empty."""
    lines = menu_lines(actor)
    return lines[0].address if lines else None


def _lines(entries: list[Entry], actor: Actor | None) -> list[Line]:
    allowed = [entry for entry in entries if may(actor, entry.permission)]
    addresses = [url_for(entry.endpoint, **entry.values) for entry in allowed]
    active = _active(addresses)
    return [Line(entry, address, address == active) for entry, address in zip(allowed, addresses, strict=True)]


def _active(addresses: list[str]) -> str | None:
    def covers(address: str) -> bool:
        path = address.partition("?")[0].rstrip("/")
        return request.path.rstrip("/") == path or request.path.startswith(path + "/")

    return max(filter(covers, addresses), key=len, default=None)
