"""What a command on a record may answer instead of doing what was asked."""

from collections.abc import Mapping
from typing import Any

from app.engine import CommandError
from app.i18n import lazy_gettext as _
from app.records.types import ValueRefused


class RecordRefused(CommandError):
    """Values do not fit their fields; nothing was changed.

    Attributes:
        fields: words by field name.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(_("Some fields need another look."), fields=dict(fields))
        self.fields = dict(fields)


class Forbidden(CommandError):
    """The person may know of the record, but may not do this with it."""

    def __init__(self, message: object = _("You do not have the right to do this."), **details: Any) -> None:
        super().__init__(message, **details)


class FieldsForbidden(Forbidden):
    """Fields that the person may not write, while the rest of the record may be theirs.

    Attributes:
        fields: words by field name.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(fields.values())), fields=dict(fields))
        self.fields = dict(fields)


class Conflict(CommandError):
    """Somebody else changed the same fields since the person began; both versions are kept for a choice.

    Attributes:
        theirs: what the record holds now, by field name.
        yours: what was asked for, by field name.
    """

    def __init__(self, theirs: Mapping[str, Any], yours: Mapping[str, Any], who: str, revision: int) -> None:
        super().__init__(
            _("%(who)s changed the same fields in the meantime.", who=who), fields=sorted(theirs), revision=revision
        )
        self.theirs = dict(theirs)
        self.yours = dict(yours)
        self.who = who
        self.revision = revision


class StatusChanged(CommandError):
    """Somebody else has moved the record since the person saw it: what was decided on sight of it is not done.

    Attributes:
        status: where the record is now.
    """

    def __init__(self, who: str, status: str, label: str) -> None:
        super().__init__(_("%(who)s moved it to “%(status)s” in the meantime.", who=who, status=label), status=status)
        self.status = status


def in_field(name: str, refused: ValueRefused) -> dict[str, str]:
    """The words of a refusal by the name of the input that they belong to: a field, or `<field>-<row>-<row field>`."""
    if refused.inner:
        return {f"{name}-{place}": words for place, words in refused.inner.items()}
    return {name: str(refused)}
