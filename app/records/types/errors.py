"""What a field answers instead of a value or a condition."""

from collections.abc import Iterable, Mapping

from app.engine.deploying import did_you_mean, similar
from app.i18n import gettext as _
from app.i18n import localized


class ValueRefused(Exception):
    """A value does not fit its field; the words say what the field takes.

    Attributes:
        inner: of a list of rows: words by `<number of the row>-<field>`.
    """

    def __init__(self, words: object = "", inner: Mapping[str, str] | None = None) -> None:
        super().__init__(str(words))
        self.inner = dict(inner or {})


class FilterRefused(Exception):
    """A filter names a field that is not there, or a value that does not fit it."""


def no_such_field(name: str, known: Iterable[str]) -> str:
    """Words for a value under a name that is no field, with what may have been meant where a name is similar."""
    words = _("There is no such field.")
    meant = similar(name, known)
    return f"{words} {localized(did_you_mean(name, [meant]))}" if meant else words
