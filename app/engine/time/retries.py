"""Retry time cycles: how often, and after which time, the clock tries again what has failed.

The text of `camunda:failedJobRetryTimeCycle`, as in Camunda 7: `R5/PT5M` is five attempts with five minutes between
them; `PT10M,PT30M,PT1H` is one retry after each of these times, four attempts in all.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.engine.time.schedules import ScheduleError, moment

_MOST_ATTEMPTS = 1000
_REPEATED = re.compile(r"^R(\d{1,9})/(P[^,/]+)$")
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class RetryCycleError(ValueError):
    """A text is no retry time cycle."""


@dataclass(frozen=True)
class RetryCycle:
    """How a failure is tried again.

    Attributes:
        attempts: how often it is tried in all, the first time included.
        delays: time before the first retry, the second, …; the last one stays.
    """

    attempts: int
    delays: tuple[str, ...]

    def next_attempt(self, failures: int, now: datetime) -> datetime:
        """When to try again after so many failures (from 1)."""
        found = moment(self.delays[min(failures, len(self.delays)) - 1], now)
        return now if found is None else found


USUAL = RetryCycle(3, ("PT1M", "PT2M"))


def retry_cycle(value: Any) -> RetryCycle:
    """The cycle that a value gives.

    Parameters:
        value: the text of a cycle, a duration (one retry after it), or a list of durations.

    Raises:
        RetryCycleError: it is something else, or never tries.
    """
    parts = value if isinstance(value, list) else [value]
    if len(parts) == 1 and isinstance(parts[0], str):
        text = "".join(parts[0].split())
        repeated = _REPEATED.match(text)
        if repeated:
            return _cycle(int(repeated[1]), [repeated[2]])
        parts = text.split(",")
    return _cycle(len(parts) + 1, parts)


def likely_cycle(text: str) -> str | None:
    """What a malformed text was probably meant to be; None when there is no guess."""
    text = "".join(text.split()).upper().replace(";", ",")
    for found in (text, f"R{text}", re.sub(r"^R?(\d+)[/,]?(?=P)", r"R\1/", text), _with_designators(text)):
        try:
            retry_cycle(found)
        except RetryCycleError:
            continue
        return found
    return None


def _with_designators(text: str) -> str:
    """`R3/5M` and `10M` are short for `R3/PT5M` and `PT10M`."""
    head, slash, rest = text.rpartition("/")
    durations = [re.sub(r"^P?(?=\d+[DW])", "P", re.sub(r"^P?T?(?=\d+[HMS])", "PT", each)) for each in rest.split(",")]
    return head + slash + ",".join(durations)


def _cycle(attempts: int, delays: list[Any]) -> RetryCycle:
    if not 1 <= attempts <= _MOST_ATTEMPTS:
        raise RetryCycleError(f"{attempts} attempts are not between 1 and {_MOST_ATTEMPTS}")
    return RetryCycle(attempts, tuple(_duration(delay) for delay in delays))


def _duration(value: Any) -> str:
    text = str(value).strip()  # durations of FEEL print as ISO 8601
    if not text.startswith("P"):
        raise RetryCycleError(f"{text!r} is not a duration")
    try:
        later = moment(text, _ANY_MOMENT)
    except ScheduleError as error:
        raise RetryCycleError(str(error)) from error
    if later is None or later < _ANY_MOMENT:
        raise RetryCycleError(f"{text!r} is before now")
    return text
