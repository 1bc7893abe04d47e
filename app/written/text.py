"""A text that a person has written, and what is said when it cannot be read."""


class Written(str):
    """A text out of an input of a page."""

    __slots__ = ()


class Unreadable(Exception):
    """A text has no meaning here, or more than one; the message is for the person."""
