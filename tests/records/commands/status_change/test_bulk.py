"""Another status for many rows at once."""

import re
from html import unescape

import pytest

from tests.records.samples import fetch, move, new
from tests.visitors import signed_in

URL = "/leads/bulk/status"
UNDO = r'<form method="post" action="([^"]*bulk/status/undo[^"]*)"'


@pytest.fixture
def leads(actors):
    """Two leads of the manager, of which the second misses what a disqualification needs; and one of somebody else."""
    mine = {"manager": actors["manager"].id}
    return [
        new(actors["manager"], "lead", name="Первый", disqualification_reason="spam", **mine),
        new(actors["manager"], "lead", name="Второй", **mine),
        new(actors["director"], "lead", name="Чужой", manager=actors["director"].id),
    ]


def statuses(leads):
    return [fetch("lead", each).status for each in leads]


def results(page: str) -> list[str]:
    return re.findall(r'<li class="(done|refused)">', page)


def test_the_form_counts_the_rows_that_may_be_changed(crm, leads):
    visitor = signed_in(crm, "manager")
    page = visitor.get(f"{URL}?id={leads[0]},{leads[1]}&id={leads[2]}").text
    assert "Selected: 2" in page
    assert "Left out, because you may not change them: 1" in page
    assert "Чужой" not in page


def test_each_row_stands_for_itself(crm, leads):
    page = signed_in(crm, "manager").post(URL, {"id": leads, "status": "interest"}).text
    assert results(page) == ["done", "done", "refused"]
    assert "Changed: 2 of 3" in page
    assert statuses(leads) == ["interest", "interest", "new"]


def test_a_row_that_the_diagram_refuses_does_not_stop_the_others(crm, leads, actors):
    values = {"id": leads[:2], "_status": "disqualified", "_missing": []}
    page = signed_in(crm, "manager", language="ru").post(URL, values).text
    assert results(page) == ["done", "refused"]
    assert "Необходимо указать причину дисквалификации" in page
    assert statuses(leads[:2]) == ["disqualified", "new"]


def test_what_rows_miss_is_asked_for_once_and_tried_again(crm, leads):
    visitor = signed_in(crm, "manager")
    page = visitor.post(URL, {"id": leads[:2], "_status": "disqualified"}).text
    assert re.findall(r'name="id" value="(\d+)"', page) == [str(leads[1])]
    assert 'name="_missing" value="disqualification_reason"' in page
    again = {"id": [leads[1]], "_status": "disqualified", "_missing": "disqualification_reason"}
    page = visitor.post(URL, again | {"disqualification_reason": "duplicate"}).text
    assert results(page) == ["done"]
    assert statuses(leads[:2]) == ["disqualified", "disqualified"]


def test_the_form_of_the_status_asks_once_for_all(crm, leads):
    visitor = signed_in(crm, "manager")
    answer = visitor.post(URL, {"id": leads[:2], "status": "disqualified"})
    assert answer.status_code == 422
    answer = visitor.post(URL, {"id": leads[:2], "status": "disqualified", "disqualification_reason": "duplicate"})
    assert results(answer.text) == ["done", "done"]


def test_a_row_that_is_gone_is_said_so(crm, leads):
    page = signed_in(crm, "manager").post(URL, {"id": [leads[0], 999999], "status": "interest"}).text
    assert results(page) == ["done", "refused"]


def test_the_journal_hears_of_it(crm, leads):
    answer = signed_in(crm, "manager").post(URL, {"id": leads[:1], "status": "interest"}, htmx=True)
    assert "recordsChanged" in answer.headers["HX-Trigger"]


@pytest.mark.parametrize("query", ["", "id=x", "id=", "id=" + ",".join(map(str, range(1, 300)))])
def test_a_selection_that_is_none_is_refused(crm, actors, query):
    assert signed_in(crm, "manager").get(f"{URL}?{query}").status_code == 400


@pytest.mark.parametrize("status", ["", "dragon"])
def test_what_is_no_status_is_refused(crm, leads, status):
    assert signed_in(crm, "manager").post(URL, {"id": leads[:1], "status": status}).status_code == 422


def test_a_row_that_somebody_has_moved_since_it_was_ticked_stays_where_it_is(crm, leads, actors):
    visitor = signed_in(crm, "manager")
    move(actors["director"], "lead", leads[0], "nurturing")
    sent = {"id": f"{leads[0]},{leads[1]}", "seen": "new,new", "status": "interest"}
    page = visitor.post(URL, sent).text
    assert results(page) == ["refused", "done"]
    assert "Борис Алексеев moved it to" in page
    assert statuses(leads)[:2] == ["nurturing", "interest"]


def undo(visitor, page: str):
    address = unescape(re.search(UNDO, page)[1])
    return visitor.post(address)


def test_what_was_moved_goes_back_each_to_where_it_was(crm, leads, actors):
    move(actors["manager"], "lead", leads[1], "interest")
    visitor = signed_in(crm, "manager")
    page = visitor.post(URL, {"id": leads, "_status": "disqualified", "_missing": []}).text
    assert statuses(leads) == ["disqualified", "interest", "new"]
    page = undo(visitor, visitor.post(URL, {"id": leads[1:2], "_status": "new"}).text).text
    assert results(page) == ["done"]
    assert statuses(leads) == ["disqualified", "interest", "new"]
    assert not re.search(UNDO, page)


def test_only_what_has_moved_and_stayed_there_goes_back(crm, leads, actors):
    visitor = signed_in(crm, "manager")
    page = visitor.post(URL, {"id": leads, "_status": "interest"}).text
    move(actors["manager"], "lead", leads[1], "nurturing")
    assert results(undo(visitor, page).text) == ["done", "refused"]
    assert statuses(leads) == ["new", "nurturing", "new"]


def test_where_nothing_moved_nothing_is_undone(crm, leads):
    page = signed_in(crm, "manager").post(URL, {"id": leads[2:], "_status": "interest"}).text
    assert not re.search(UNDO, page)


def test_nobody_moves_a_foreign_record_by_undoing(crm, leads):
    visitor = signed_in(crm, "manager")
    page = visitor.post(f"{URL}/undo?id={leads[2]}&before=interest&seen=new").text
    assert results(page) == ["refused"]
    assert statuses(leads[2:]) == ["new"]
