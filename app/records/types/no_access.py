"""What stands in the place of a reference to a record that somebody may not read: “no access”, with the type only.

It is read back as “as it is”: whoever saves what he was shown changes nothing that he could not see.
"""

from collections.abc import Container, Mapping
from typing import Any

from app.i18n import gettext as _
from app.records.types.showing import Key


class NoAccess(str):
    """A value that is kept from a person; there is one, `NO_ACCESS`. As text it is what forms send back."""

    __slots__ = ()


NO_ACCESS = NoAccess("no-access")


def is_no_access(raw: Any) -> bool:
    """Whether a value from a form, the API or the history stands for what is kept from a person."""
    return raw == str(NO_ACCESS) or (isinstance(raw, Mapping) and raw.get("access") is False)


def no_access_json() -> dict[str, Any]:
    """How the API carries it."""
    return {"access": False}


def no_access_words(label: Any) -> str:
    """How a person reads it.

    Parameters:
        label: of the record type.
    """
    return _("%(type)s: no access", type=label)


class Guarded:
    """What a field does so that nobody reads through it what he may not read. Most fields point to no record."""

    def readable_only(self, value: Any, readable: Container[Key]) -> Any:
        """A typed value for a person: what it points to besides `readable` is `NO_ACCESS`."""
        return value

    def is_withheld(self, value: Any) -> bool:
        """Whether `NO_ACCESS` is in a typed value."""
        return False

    def restored(self, value: Any, held: Any, readable: Container[Key]) -> Any:
        """A typed value that a person has given, with what was kept from him as it is in the record.

        Parameters:
            held: what the record holds.
            readable: what of it the person may read.
        """
        return value

    def history_keys(self, kept: Any) -> list[Key]:
        """What a value that the history keeps points to."""
        return []

    def history_readable(self, kept: Any, readable: Container[Key]) -> Any:
        """A value that the history keeps, without the ids and names of what is not `readable`."""
        return kept

    def group_value(self, found: Any) -> Any:
        """The typed value of a group that SQL has found."""
        return found
