"""Merging of records, for the tests of it."""

from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.engine import (
    unit_of_work,
)
from app.engine.models import UserTask
from app.records.commands.record_merge.merge import merge_records
from app.records.commands.record_merge.undo import undo_merge
from app.records.types import registry
from app.records.values.of_records import values_of

ANNA = {"full_name": "Анна Осипова", "phone": "+7 916 555-01-02", "main": True}
OLEG = {"full_name": "Олег Панин", "phone": "+7 916 555-03-04", "main": True}
SUGAR = {"name": "Сахар", "quantity": Decimal(10), "price": Decimal(50)}


def merge(actor, record_type, source, target, take=(), leave=()):
    with unit_of_work(actor) as unit:
        return merge_records(unit, registry[record_type], source, target, take, leave).id


def undo(actor, record_type, source):
    with unit_of_work(actor) as unit:
        undo_merge(unit, registry[record_type], source)


def held(record_type, record_id, *names):
    record = db.session.get(registry[record_type].model, record_id, populate_existing=True)
    values = values_of(registry[record_type], record, names)
    db.session.rollback()
    return [values[name] for name in names]


def tasks(record_id, record_type="deal"):
    chosen = select(UserTask.element_id).where(UserTask.record_type == record_type, UserTask.record_id == record_id)
    found = list(db.session.scalars(chosen.where(UserTask.state == "open")))
    db.session.rollback()
    return found
