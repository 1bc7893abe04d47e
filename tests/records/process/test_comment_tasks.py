"""A diagram comments on records: as a process, with what it says readable by everybody who reads the record."""

import pytest

from app.db import db
from app.engine import Refusal, TechnicalFailure
from app.records.commands.comments.reading import comments_of
from app.records.commands.comments.writing import count_unseen
from app.records.types import registry
from tests.records.process.test_process_reach import _run as run
from tests.records.samples import new


@pytest.fixture
def deal(actors):
    return new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id)


def comment(text, **more):
    return "comment.add", {"text": f'="{text}"', **more}


def test_it_is_written_by_the_process_and_calls_who_may_read_the_record(crm, actors, deal):
    run(actors, comment("Ждём оплату, @director и @manager2"), record=("deal", deal))
    [written] = comments_of(registry["deal"], deal, actors["manager"]).comments
    assert (written.author_id, written.author, written.mine) == (None, "Процесс «Чужая схема»", False)
    assert written.text == "Ждём оплату, @director и @manager2"
    assert [count_unseen(actors[each].id) for each in ("director", "manager2")] == [1, 0]


def test_another_record_must_be_in_its_reach(crm, actors, deal):
    other = new(actors["manager"], "deal", name="Другая", manager=actors["manager"].id)
    with pytest.raises(TechnicalFailure, match="deal"):
        run(actors, comment("Чужое", record_type="deal", record_id=f"={other}"), record=("deal", deal))
    db.session.rollback()
    assert comments_of(registry["deal"], other, actors["manager"]).total == 0


@pytest.mark.parametrize(
    "text", ["=deal.company", '=substring(" ", 1)', '=deal.name + string join(for i in 1..5001 return "a")']
)
def test_what_is_no_comment_stops_it(crm, actors, deal, text):
    with pytest.raises((Refusal, TechnicalFailure)):
        run(actors, ("comment.add", {"text": text}), record=("deal", deal))
