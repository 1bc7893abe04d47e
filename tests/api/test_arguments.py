"""What the address of a request may ask: a parameter that a door does not know is refused, never passed over."""

import pytest

from tests.api.doors import all_doors


@pytest.fixture
def admin(api):
    return api("admin", "en")


@pytest.mark.parametrize("prefix", ["/api/v1/", "/engine-rest/"])
def test_a_parameter_that_a_door_does_not_know_is_refused(admin, prefix):
    doors = list(all_doors(prefix))
    assert len(doors) > 30
    through = []
    for method, address, _rule in doors:
        answer = getattr(admin, method.lower())(f"{address}?noSuchFilter=1")
        if answer.status_code != 400 or "noSuchFilter" not in answer.json["message"]:
            through.append((method, address, answer.text))
    assert through == []


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/api/v1/deals?amout=5", "amount"),
        ("/api/v1/deals?amout=", "amount"),
        ("/api/v1/deals?amount__gtee=5", "gte"),
        ("/api/v1/deals/groups?by=status&amout=5", "amount"),
        ("/api/v1/tasks?scop=completed", "scope"),
        ("/engine-rest/task?assigne=admin", "assignee"),
        ("/engine-rest/process-instance/count?busnessKey=deal:1", "businessKey"),
    ],
)
def test_the_nearest_known_name_is_said(admin, address, meant):
    answer = admin.get(address)
    assert answer.status_code == 400
    assert f"Did you mean “{meant}”?" in answer.json["message"]


def test_what_only_pages_ask_is_no_parameter_of_a_list(admin):
    assert admin.get("/api/v1/deals?columns=name").status_code == 400


def test_a_list_of_tasks_is_filtered_as_the_inbox_is(admin):
    assert admin.get("/api/v1/tasks?due=today&priority=high&sort=-due").status_code == 200
