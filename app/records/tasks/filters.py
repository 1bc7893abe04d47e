"""What a list of tasks is asked for, read from its address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from app.i18n import lazy_gettext as _

CURRENT, COMPLETED, SUBORDINATES = "current", "completed", "subordinates"
PRIORITIES = {"high": _("High"), "medium": _("Medium"), "low": _("Low")}
DUE = {
    "overdue": _("Overdue"),
    "today": _("Due today"),
    "week": _("Due within 7 days"),
    "none": _("Without a due date"),
}
WHOSE = {"mine": _("Assigned to me"), "group": _("Of my groups")}
SORTS = ("created", "due", "priority", "name", "completed")
PER_PAGE = 50
DEEPEST = 1000
"""Rows that a list counts and pages through; who has more narrows the list by a filter."""


@dataclass(frozen=True)
class TaskQuery:
    """One page of one list.

    Attributes:
        scope: `current`, `completed` or `subordinates`.
        task: `<process key>.<element id>`, or empty.
        record_type: name, or empty.
        sort: one of SORTS, with `-` before it for the other direction; empty: newest first.
        page: from 1.
    """

    scope: str
    priority: str = ""
    due: str = ""
    whose: str = ""
    task: str = ""
    record_type: str = ""
    sort: str = ""
    page: int = 1

    @property
    def order(self) -> str:
        return self.sort or ("-completed" if self.scope == COMPLETED else "-created")

    @property
    def filtered(self) -> bool:
        return any((self.priority, self.due, self.whose, self.task, self.record_type))

    def arguments(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the address, without what is not asked for."""
        asked = replace(self, **changes) if changes else self
        found = {name: getattr(asked, name) for name in ("priority", "due", "whose", "task", "record_type", "sort")}
        found["page"] = asked.page if asked.page > 1 else ""
        return {name: value for name, value in found.items() if value}

    def text(self) -> str:
        """The list in one word for another address: `current?due=today`."""
        arguments = urlencode(self.arguments(page=1))
        return f"{self.scope}?{arguments}" if arguments else self.scope


def read_query(scope: str, arguments: Mapping[str, str]) -> TaskQuery:
    """The query that an address means; what it does not understand is left out."""

    def one_of(name: str, known: Any) -> str:
        value = arguments.get(name, "")
        return value if value in known else ""

    sort = arguments.get("sort", "")
    page = arguments.get("page", "1")
    return TaskQuery(
        scope=scope,
        priority=one_of("priority", PRIORITIES),
        due=one_of("due", DUE) if scope != COMPLETED else "",
        whose=one_of("whose", WHOSE) if scope == CURRENT else "",
        task=arguments.get("task", "")[:300],
        record_type=arguments.get("record_type", "")[:64],
        sort=sort if sort.removeprefix("-") in SORTS else "",
        page=min(max(int(page) if page.isdecimal() and len(page) < 6 else 1, 1), DEEPEST // PER_PAGE),
    )
