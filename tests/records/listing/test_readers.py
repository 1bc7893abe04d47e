"""Who of many may read a record is answered as rights answer for each."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access.models import Person
from app.db import db
from app.records import rights
from app.records.listing.readers import find_readers, readers_among
from app.records.types import registry
from tests.records.other_values import pairs_for


@pytest.mark.parametrize(("person", "as_viewer"), [("manager", False), ("observer", True)])
def test_the_answer_is_that_of_rights_for_every_type(crm, actors, person, as_viewer):
    pairs = pairs_for(actors[person], actors["manager2"], as_viewer)
    people = db.session.scalars(select(Person).options(selectinload(Person.groups)).order_by(Person.id)).all()
    assert len(pairs) > 3
    for pair in pairs:
        for record_id in {pair.own, pair.foreign}:
            record = db.session.get(pair.record_type.model, record_id)
            expected = [
                each.login for each in people if rights.may(pair.record_type, record, actors[each.login], "read")
            ]
            found = [each.login for each in readers_among(pair.record_type, record, people)]
            assert found == expected, pair.record_type.name


def test_more_people_cost_no_more_statements(crm, actors, count_statements):
    pair = next(each for each in pairs_for(actors["manager"], actors["director"]) if each.record_type.name == "payment")
    record = db.session.get(registry["payment"].model, pair.own)
    counts = []
    for round_ in range(2):
        db.session.expire_all()
        db.session.refresh(record)
        with count_statements() as statements:
            assert find_readers(pair.record_type, record, "", 50)
        counts.append(len(statements))
        db.session.add_all(
            Person(login=f"more{round_}-{number}", created_at=record.created_at, preferences={}) for number in range(20)
        )
        db.session.flush()
    assert counts[0] == counts[1]
