"""Where something is declared."""

import inspect
from pathlib import Path

# Where fields become parts of record types and rows: what is made there was declared elsewhere.
_BINDING = tuple(str(Path(__file__).parent.with_name(name)) for name in ("types", "fields"))


def declared_at(known: str = "") -> str:
    """File and line of whoever makes the dataclass in whose `__post_init__` this is called, as a terminal opens them.

    Parameters:
        known: what it says already, when it is a changed copy: that stays where a field is bound to its record type.
    """
    frame = inspect.currentframe()
    while frame and (_is_of_dataclasses(frame.f_code.co_filename) or frame.f_code.co_name in _STEPS):
        frame = frame.f_back
    if frame is None:
        return known
    path = Path(frame.f_code.co_filename)
    if known and str(path).startswith(_BINDING):
        return known
    here = Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{frame.f_lineno}"


_STEPS = (declared_at.__name__, "__post_init__")


def _is_of_dataclasses(file: str) -> bool:
    return file == "<string>" or file.endswith("dataclasses.py")
