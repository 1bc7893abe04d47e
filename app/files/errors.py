"""What can be wrong with a file."""


class FileRefused(Exception):
    """A file is not taken; the words are for the person who gave it."""
