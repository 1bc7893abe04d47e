"""The edges of every datatype: refused in words where they come in, shown where they are already, on both databases."""

import json
import logging
from datetime import date, datetime

import pytest
from sqlalchemy import BigInteger, Date, DateTime, Integer, Table, literal, select, update

from app.access.models import Person
from app.db import Base, Money, UtcDateTime, db
from app.engine.models import UserTask
from app.records.types import registry
from tests.databases.walking import addresses, good_values
from tests.visitors import signed_in

MOMENTS = (datetime(9999, 12, 31, 23, 59, 59), datetime(1, 1, 1))

#: What a table holds at its edges, by the type of the column.
HELD = {
    UtcDateTime: [literal(moment, DateTime()) for moment in MOMENTS],
    Date: [literal(day, Date()) for day in (date.max, date.min)],
    Money: [literal(amount, BigInteger()) for amount in (10**17, -(10**17))],
    Integer: [literal(number, Integer()) for number in (2**31 - 1, -(2**31) + 1)],
}

#: What people and programs may send to any field.
SENT = (
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59",
    "9999-12-31",
    "9998-12-31T23:59:59-14:00",
    "0001-01-01",
    "0001-01-01T00:00:00+14:00",
    "1000-01-01T00:00:00+14:00",
    10**30,
    -(10**30),
    "1e400",
    "NaN",
    "a\x00b",
    "\ud800",
    "😀",
    "\u202eא",
    "x" * 1_000_000,
    [10**30],
    {"a": "\x00"},
    [{"id": 10**30}],
    [{"full_name": "\x00", "email": 10**30}],
    True,
)


@pytest.fixture
def broken(caplog):
    """`broken(answer)`: why the server failed to answer, or nothing."""
    caplog.set_level(logging.ERROR)

    def cause(answer) -> str:
        found = [repr(record.exc_info[1])[:300] for record in caplog.records if record.exc_info]
        return f"{answer.status_code} {found[-1:]}" if answer.status_code >= 500 else ""

    return cause


def write_edges(edge: int) -> None:
    """Put the edges of every column that is no key into the tables of records, tasks, timers and history."""
    tables: list[Table] = [record_type.model.__table__ for record_type in registry]
    tables += [Base.metadata.tables[name] for name in ("user_task", "timer", "history_entry")]
    for table in tables:
        values = {
            column.name: HELD[type(column.type)][edge]
            for column in table.columns
            if type(column.type) in HELD and not (column.primary_key or column.unique or column.foreign_keys)
            if column.name not in ("number", "revision") and not column.name.endswith("_id")
        }
        db.session.execute(update(table).values(values))
    db.session.commit()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("edge", [0, 1])
def test_what_is_there_already_is_shown(world, broken, sampler, zone, edge):
    with world.app_context():
        write_edges(edge)
        db.session.execute(update(Person).values(time_zone=zone))
        db.session.commit()
        tasks = tuple(db.session.scalars(select(UserTask.id).limit(2)))
        db.session.remove()
    values = good_values(world, task_ids=tasks, groups=("crm-cco",)) | {"record_id": ("1",)}
    visitor = signed_in(world, "director")
    walked = sampler.combinations(2, addresses(world, values), shift=edge)
    answers = ((address, broken(visitor.get(address))) for (address,) in walked)
    assert {address: cause for address, cause in answers if cause} == {}


@pytest.mark.parametrize(
    "address", ["/deals", "/deals/board", "/deals/1", "/deals/1/edit", "/deals/1?tab=history", "/tasks"]
)
def test_a_date_at_the_end_of_the_calendar_keeps_nobody_out(world, address):
    with world.app_context():
        write_edges(0)
        db.session.remove()
    assert signed_in(world, "director").get(address).status_code == 200


@pytest.mark.parametrize("door", ["api", "page", "field", "status"])
def test_what_comes_in_is_bounded(world, broken, sampler, door):
    visitor = signed_in(world, "director")
    failed = {}
    for shift, record_type in enumerate(registry):
        names = [field.name for field in record_type.all_fields]
        for name, sent in sampler.combinations(3, names, SENT, shift=shift):
            answer = send(visitor, door, record_type, name, sent)
            if answer is not None and (cause := broken(answer)):
                failed[record_type.name, name, ascii(sent)[:40]] = cause
    assert failed == {}
    for record_type in registry:
        assert visitor.get(f"/{record_type.plural}").status_code == 200


def send(visitor, door, record_type, name, sent):
    """Give a value to a field of the first record; None where no browser can send it there."""
    if door == "api":
        return visitor.send(
            "PATCH", f"/api/v1/{record_type.plural}/1", data=json.dumps({name: sent}), content_type="application/json"
        )
    if not isinstance(sent, (str, int)) or "\ud800" in str(sent):
        return None
    if door == "status":
        if not record_type.has_status:
            return None
        return visitor.post(f"/{record_type.plural}/1/status", {"_status": "pause", name: str(sent), "_missing": name})
    place = "edit" if door == "page" else f"field/{name}"
    return visitor.post(f"/{record_type.plural}/1/{place}", {name: str(sent)})


@pytest.mark.parametrize("given", ["9999-12-31T23:59:59Z", "0001-01-01", "0001-01-01T00:00:00+14:00", "0999-12-31"])
def test_a_moment_that_no_zone_shows_is_refused_at_its_field(world, given):
    visitor = signed_in(world, "director")
    answer = visitor.send("PATCH", "/api/v1/deals/1", json={"date_received": given})
    assert answer.status_code == 422
    assert "year" in str(answer.json["details"])
    page = visitor.post("/deals/1/edit", {"name": "Набранное имя", "date_received": given})
    assert page.status_code == 422
    assert "Набранное имя" in page.text


@pytest.mark.parametrize("following", ["/%09/[", "//[", "/[", "http://[", "/\\[", "/%ff"])
def test_signing_in_goes_on_somewhere_whatever_the_address_says(world, following):
    assert signed_in(world, "manager").get(f"/sign-in?next={following}").status_code == 302
    assert world.test_client().get(f"/sign-in?next={following}").status_code == 200
