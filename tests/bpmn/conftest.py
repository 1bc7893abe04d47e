"""People, records and moves for the tests of the shipped diagrams."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import Actor, complete_task, fire_timers, unit_of_work
from app.engine.models import UserTask
from app.records.commands.create import create_record
from app.records.commands.status import request_status
from app.records.commands.update import update_record
from app.records.types import RecordType


@dataclass
class Story:
    """One record of a type, and what people do with it."""

    record_type: RecordType
    actors: dict[str, Actor]
    record_id: int = 0

    def create(self, who: str = "manager", **values: Any) -> "Story":
        with unit_of_work(self.actors[who]) as unit:
            self.record_id = create_record(unit, self.record_type, {"name": "Заявка", **values}).id
        return self

    def update(self, who: str = "manager", **values: Any) -> None:
        with unit_of_work(self.actors[who]) as unit:
            update_record(unit, self.record_type, self.record_id, values)

    def move(self, status: str, who: str = "director", **fields: Any) -> None:
        with unit_of_work(self.actors[who]) as unit:
            request_status(unit, self.record_type, self.record_id, status, fields)

    def complete(self, outcome: str, who: str = "manager", **fields: Any) -> None:
        [task] = self.tasks
        with unit_of_work(self.actors[who]) as unit:
            complete_task(unit, task.id, outcome=outcome, record_fields=fields)

    @property
    def record(self) -> Any:
        db.session.expire_all()
        return db.session.get(self.record_type.model, self.record_id)

    @property
    def status(self) -> str:
        return self.record.status

    @property
    def tasks(self) -> list[UserTask]:
        """The open tasks."""
        db.session.expire_all()
        own = (UserTask.record_type == self.record_type.name, UserTask.record_id == self.record_id)
        return list(db.session.scalars(select(UserTask).where(*own, UserTask.state == "open")))

    @property
    def asked(self) -> list[str]:
        """The elements that ask somebody now."""
        return [task.element_id for task in self.tasks]


@pytest.fixture
def lead(actors) -> Story:
    from app.crm.lead import lead as record_type

    return Story(record_type, actors)


@pytest.fixture
def deal(actors) -> Story:
    from app.crm.deal import deal as record_type

    return Story(record_type, actors)


@pytest.fixture
def client(actors) -> int:
    """The id of a counterparty."""
    from app.crm.counterparty import counterparty

    with unit_of_work(actors["manager"]) as unit:
        values = {"full_organization_name": "ООО «Ромашка»", "counterparty_kind": "legalEntity"}
        return create_record(unit, counterparty, values).id


def later(**span: float) -> None:
    """Let time pass, and the clock's job run."""
    moment = clock.now() + timedelta(**span)
    clock.set(lambda: moment)
    fire_timers()
