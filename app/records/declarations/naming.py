"""What can be a name, and what may have been meant by one that is not there."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
ADDRESS = re.compile(r"[a-z][a-z-]*")
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Words for a name that is not there.

    Parameters:
        what: such as `field`.
    """
    names = [each for each in known if each]
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean “{close[0]}”?" if close else f"there are {', '.join(names)}"
    return f"there is no {what} “{name}”: {hint}"
