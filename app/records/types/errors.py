"""What a field answers instead of a value or a condition."""

from collections.abc import Mapping


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
