"""Demo data: each package brings its own, made and moved through the diagrams as people would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.access.demo import load_people
from app.access.models import Membership, Person
from app.clock import clock
from app.db import db
from app.engine import Actor, unit_of_work
from app.records.commands.create import create_record
from app.records.commands.status import request_status
from app.records.types import RecordType, registry

DAY = timedelta(days=1)
#: Who makes what nobody else makes.
MAKER = "director"


@dataclass
class Demo:
    """One load of demo data.

    Attributes:
        people: ids of the demo people by login.
        actors: the same people as they act.
        now: when the load began; what is made earlier is counted back from here.
        made: ids of the records made so far, by name of the record type and display name.
    """

    people: dict[str, int]
    actors: dict[str, Actor]
    now: datetime
    made: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, record_type: RecordType, values: dict[str, Any], days_ago: float = 0) -> int:
        """Make a record as it would have been made some days ago.

        Returns:
            Its id.
        """
        with at(self.now - days_ago * DAY), unit_of_work(self.actors[MAKER]) as unit:
            record = create_record(unit, record_type, values)
            self.made.setdefault(record_type.name, {})[record_type.display(record)] = record.id
            number: int = record.id
            return number

    def move(
        self,
        record_type: RecordType,
        record_id: int,
        way: tuple[tuple[str, dict[str, Any]], ...],
        who: str,
        days_ago: int,
        last_by: str = "",
    ) -> None:
        """Walk statuses with the fields that each asks for, spread evenly over the days since the record was made.

        A duration among the fields is a moment so long from now.

        Parameters:
            last_by: who makes the last step, when somebody else does.
        """
        for step, (status, fields) in enumerate(way, start=1):
            age = days_ago * (len(way) + 1 - step) / (len(way) + 1)
            given = {name: self.now + each if isinstance(each, timedelta) else each for name, each in fields.items()}
            login = last_by if last_by and step == len(way) else who
            with at(self.now - age * DAY), unit_of_work(self.actors[login]) as unit:
                request_status(unit, record_type, record_id, status, given)


Load = Callable[[Demo], None]

_loads: dict[str, tuple[int, Load]] = {}
_beside: dict[str, Load] = {}
_years: dict[str, Load] = {}


def register_demo_data(record_type: str, order: int, load: Load) -> None:
    """Add the demo records of a type.

    Parameters:
        order: small first; a load finds in `Demo.made` what those before it have made.
        load: makes the records.
    """
    _loads[record_type] = (order, load)


def register_demo_beside(package: str, load: Load) -> None:
    """Add what a package makes that is no record, such as folders.

    Parameters:
        load: makes it after all demo records.
    """
    _beside[package] = load


def register_demo_year(package: str, load: Load) -> None:
    """Add what a package makes of a year of work, beside the demo records, where it is asked for.

    Parameters:
        load: makes the records after all demo records.
    """
    _years[package] = load


def load_demo(year: bool = False) -> str:
    """Add the demo people and, when there are no records yet, the demo records.

    Parameters:
        year: a year of work besides.

    Returns:
        Words for the person who asked.
    """
    people = load_people()
    if any(_has_some(registry[name]) for name in _loads):
        return "The demo people are there; records are not added to a database that has some."
    demo = Demo(people, {login: _actor(person_id) for login, person_id in people.items()}, clock.now())
    ordered = sorted(_loads.items(), key=lambda each: each[1][0])
    for _name, (_order, load) in ordered:
        load(demo)
    for load in _beside.values():
        load(demo)
    for load in _years.values() if year else ():
        load(demo)
    counts = [f"{len(demo.made.get(name, {}))} {registry[name].plural.replace('-', ' ')}" for name, _load in ordered]
    return f"Added {', '.join([f'{len(people)} people', *counts])}{' and a year of work' if year else ''}."


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be that moment."""
    clock.set(lambda: moment)
    try:
        yield
    finally:
        clock.reset()


def _has_some(record_type: RecordType) -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(record_type.model)))


def _actor(person_id: int) -> Actor:
    person = db.session.get_one(Person, person_id)
    groups = db.session.scalars(select(Membership.group_id).where(Membership.person_id == person_id))
    return Actor(person.id, person.login, person.display_name, frozenset(groups))
