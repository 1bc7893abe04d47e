"""Calls and meetings of the year."""

import random
from datetime import datetime, timedelta
from functools import partial

from app.crm.activity.record_type import CALL, EMAIL, MEETING, activity
from app.crm.demo_year.acting import create, move
from app.crm.demo_year.names import names
from app.crm.demo_year.timetable import Timetable
from app.engine import Actor

_MINUTES = {CALL: 15, EMAIL: 15, MEETING: 60}


class Talks:
    """Plans talks and lets them take place.

    Parameters:
        timetable: on which the talk stands.
        chance: decides what is talked about, and whether it takes place.
    """

    def __init__(self, timetable: Timetable, chance: random.Random) -> None:
        self._timetable, self._chance = timetable, chance

    def plan(self, moment: datetime, who: Actor, **about: int) -> None:
        """Plan a talk for one of the next days; `about` is the record that it belongs to."""
        kind = self._chance.choice((CALL, CALL, MEETING, EMAIL))
        begins = self._timetable.working_hour(moment + timedelta(days=self._chance.randint(1, 9)))
        values = {
            "kind": kind,
            "topic": self._chance.choice(names()["topics"]),
            "text": f"<p>{self._chance.choice(names()['wishes'])}</p>",
            "activity_date": begins,
            "activity_end": begins + timedelta(minutes=_MINUTES[kind]),
            "responsible": who.id,
            **about,
        }
        record = create(who, activity, values)
        late = self._chance.choice((0, 0, 0, 1, 6))
        self._timetable.plan(begins + timedelta(hours=2, days=late), partial(self._takes_place, record, who))

    def _takes_place(self, record: int, who: Actor, _moment: datetime) -> None:
        if self._chance.random() < 0.07:
            move(who, activity, record, "canceled")
        else:
            move(who, activity, record, "completed", result=f"<p>{self._chance.choice(names()['results'])}</p>")
