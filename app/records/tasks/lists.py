"""The list of tasks from which a task was opened, as it travels in addresses: `current?due=today`."""

from typing import Any
from urllib.parse import parse_qsl

SCOPES = ("current", "completed", "subordinates")


def list_address(text: str) -> tuple[str, dict[str, Any]]:
    """The scope and the arguments of a list; the current tasks when the text names none."""
    scope, _separator, arguments = text[:500].partition("?")
    if scope not in SCOPES:
        return SCOPES[0], {}
    return scope, dict(parse_qsl(arguments))
