"""Two people merge, and somebody else works, at the same time: through HTTP, on both databases."""

from functools import partial

from sqlalchemy import select

from app.crm.deal.models import Deal
from app.crm.order.models import Order
from app.db import db
from app.records.models import RecordMerge
from tests.databases.conftest import together
from tests.databases.invariants import assert_everything_belongs_together
from tests.databases.test_races import call


def made(world, plural, **values) -> int:
    answer = call(world, "director", "POST", plural, values)
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def read(world, statement) -> list:
    with world.app_context():
        return list(db.session.execute(statement).all())


def test_of_two_who_merge_each_into_the_other_one_does(world):
    for _ in range(3):
        one, other = (made(world, "deals", name="Снеки") for _each in range(2))
        answers = together(
            partial(call, world, "director", "POST", f"deals/{one}/merge", {"into": other}),
            partial(call, world, "admin", "POST", f"deals/{other}/merge", {"into": one}),
        )
        assert sorted(answer.status_code for answer in answers)[0] == 200, [answer.text for answer in answers]
        assert all(answer.status_code in (200, 409, 412, 422) for answer in answers), answers
        gone = read(world, select(Deal.id, Deal.merged_into_id).where(Deal.merged_into_id.is_not(None)))
        assert len([row for row in gone if row.id in (one, other)]) == 1
        merges = read(world, select(RecordMerge.id).where(RecordMerge.source_id.in_([one, other])))
        assert len(merges) == 1
    assert_everything_belongs_together(world)


def test_an_order_that_is_made_meanwhile_belongs_to_the_one_that_stays_or_is_refused(world):
    for _ in range(3):
        one, other = (made(world, "deals", name="Снеки") for _each in range(2))
        client = made(world, "counterparties", full_organization_name="Весна")
        merged, order = together(
            partial(call, world, "director", "POST", f"deals/{one}/merge", {"into": other}),
            partial(call, world, "admin", "POST", "orders", {"deal": one, "counterparty": client}),
        )
        assert merged.status_code == 200, merged.text
        assert order.status_code in (201, 409, 412, 422), order.text
        left = read(world, select(Order.id).where(Order.deal_id == one))
        assert left == []
