"""Times as Camunda writes them: `2026-11-24T14:05:00.000+0000`."""

from datetime import UTC, datetime


def camunda_time(moment: datetime | None) -> str | None:
    """The moment in UTC with milliseconds and an offset without a colon."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000" if moment else None
