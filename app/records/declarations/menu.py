"""The place of a record type in the menu."""

import re
from collections.abc import Iterator

from app.navigation import SECTIONS
from app.records.declarations.naming import unknown
from app.records.types import Fault, RecordType, registry

SHORTCUT = re.compile(r"[a-z](?: [a-z])?")


def check_menu(record_type: RecordType) -> Iterator[Fault]:
    """The section, and the keys that lead to the journal."""
    menu = record_type.menu
    if menu is None:
        return
    if menu.section not in SECTIONS:
        yield Fault("menu.section", unknown("section", menu.section, SECTIONS))
    if menu.shortcut and not SHORTCUT.fullmatch(menu.shortcut):
        yield Fault("menu.shortcut", f"“{menu.shortcut}” is no shortcut: give one or two letters, such as “g d”")
    others = [each for each in registry if each.name != record_type.name and each.menu is not None]
    for each in others:
        if menu.shortcut and each.menu and each.menu.shortcut == menu.shortcut:
            yield Fault("menu.shortcut", f"“{menu.shortcut}” belongs to {each.plural} already: choose other keys")
