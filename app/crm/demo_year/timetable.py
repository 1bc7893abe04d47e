"""What happens when: steps in the order of their moments, each with the clock turned to it."""

import heapq
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from app.db import db
from app.engine import tick
from app.records.demo import at

Step = Callable[[datetime], None]
_OFFICE = ZoneInfo("Europe/Moscow")
_DAY = timedelta(days=1)


class Timetable:
    """Steps that are planned, and taken one after the other.

    Parameters:
        now: where it ends; later steps are never taken.
        chance: where the hours of the working day come from.
    """

    def __init__(self, now: datetime, chance: random.Random) -> None:
        self.now = now
        self.chance = chance
        self._planned: list[tuple[datetime, int, Step]] = []
        self._numbers = count()

    def plan(self, moment: datetime, step: Step) -> None:
        """Take a step at some hour of the working day on or after that moment."""
        heapq.heappush(self._planned, (max(self.working_hour(moment), moment), next(self._numbers), step))

    def working_hour(self, moment: datetime) -> datetime:
        """Some hour of that day, or of the next on which people work."""
        local = moment.astimezone(_OFFICE)
        while local.weekday() > 4:
            local += _DAY
        at_work = local.replace(hour=self.chance.randint(9, 17), minute=self.chance.choice((0, 15, 30, 45)), second=0)
        return at_work.replace(microsecond=0).astimezone(UTC)

    def run(self) -> None:
        """Take the steps up to now. What is due in processes is done every morning, as the clock would."""
        if not self._planned:
            return
        morning = self._planned[0][0]
        while self._planned and self._planned[0][0] < self.now:
            moment, _number, step = heapq.heappop(self._planned)
            while morning <= moment:
                _tick(morning)
                morning += _DAY
            with at(moment):
                step(moment)
            db.session.remove()
        _tick(self.now)


def _tick(moment: datetime) -> None:
    with at(moment):
        while tick():
            db.session.remove()
