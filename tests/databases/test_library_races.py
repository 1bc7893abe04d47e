"""Several people change the library at once, on both databases: no circle, no name twice, nothing lost."""

from functools import partial

import pytest
from sqlalchemy import select

from app.db import db
from app.documents.library.models import LibraryItem
from tests.databases.conftest import together
from tests.databases.test_races import call


@pytest.fixture
def top(world) -> int:
    return call(world, "manager", "GET", "library").json["folder"]["id"]


def folder(world, name: str, within: int) -> int:
    answer = call(world, "manager", "POST", f"library/{within}/folders", {"name": name})
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def parents(world) -> dict[int, int | None]:
    with world.app_context():
        return dict(db.session.execute(select(LibraryItem.id, LibraryItem.parent_id)).all())


def test_two_moves_at_once_make_no_circle(world, top):
    for number in range(5):
        one, other = folder(world, f"один {number}", top), folder(world, f"другой {number}", top)
        moves = [(one, other), (other, one)]
        answers = together(
            *(
                partial(call, world, login, "POST", f"library/{item}/move", {"into": into})
                for (item, into), login in zip(moves, ("manager", "director"), strict=True)
            )
        )
        assert sorted(answer.status_code for answer in answers) == [200, 422], [answer.text for answer in answers]
        above = parents(world)
        assert {above[one], above[other]} in ({top, one}, {top, other})


def test_a_name_is_taken_once(world, top):
    for number in range(5):
        made = together(
            *(
                partial(call, world, login, "POST", f"library/{top}/folders", {"name": name})
                for login, name in (("manager", f"Отчёт {number}"), ("director", f"отчет {number}"))
            )
        )
        assert sorted(answer.status_code for answer in made) == [201, 422]


def test_nothing_is_put_into_a_folder_that_goes_at_the_same_moment(world, top):
    for number in range(5):
        outer = folder(world, f"Дом {number}", top)
        thrown, made = together(
            partial(call, world, "director", "DELETE", f"library/{outer}"),
            partial(call, world, "manager", "POST", f"library/{outer}/folders", {"name": "Сад"}),
        )
        assert thrown.status_code == 204
        assert made.status_code in (201, 404)
        if made.status_code == 201:  # it was there before and went along
            assert call(world, "manager", "GET", f"library/{made.json['id']}").status_code == 404
            assert call(world, "manager", "POST", f"library/trash/{outer}/restore").status_code == 200
            assert call(world, "manager", "GET", f"library/{made.json['id']}").status_code == 200
