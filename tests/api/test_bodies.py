"""What a body may hold: a member that a door does not know is refused by its place, never passed over."""

from io import BytesIO

import pytest

from app.records.fields import RowsField
from app.records.types import registry
from tests.api.documented import Document, known_records
from tests.api.doors import all_doors

ROWS = [(each.plural, field.name) for each in registry for field in each.fields if isinstance(field, RowsField)]
OF_LIBRARY = {"<int:item_id>": {"name": "x"}, "move": {"into": 1}, "rights": {"grants": []}}


@pytest.fixture
def admin(api):
    return api("admin", "en")


def _places(answer) -> str:
    return f"{answer.json['message']} {list(answer.json['details'])}"


@pytest.fixture
def something_everywhere(admin, actors, deployed):
    """A record of each type, and a process."""
    known_records(Document(admin), admin, person=actors["director"].id)
    deployed("application")


@pytest.mark.usefixtures("something_everywhere")
@pytest.mark.parametrize("prefix", ["/api/v1/", "/engine-rest/"])
def test_a_member_that_a_door_does_not_know_is_refused(admin, prefix):
    take_files = ("/deployment/create", "/files")
    doors = [door for door in all_doors(prefix) if door[0] != "GET" and not door[2].endswith(take_files)]
    assert len(doors) > 10
    definition = admin.get("/engine-rest/process-definition/key/application").json["id"]
    through = []
    for method, address, _rule in doors:
        address = address.replace("application:1:1", definition)
        answer = getattr(admin, method.lower())(address, json={"noSuchMember": 1})
        if answer.status_code not in (400, 422) or "noSuchMember" not in _places(answer):
            through.append((method, address, answer.text))
    assert through == []


@pytest.mark.usefixtures("something_everywhere")
@pytest.mark.parametrize("prefix", ["/api/v1/", "/engine-rest/"])
def test_a_condition_is_looked_at_or_refused_and_never_passed_over(admin, prefix):
    """Nobody has seen the revision 0; a door that looks at no revision says so."""
    doors = [door for door in all_doors(prefix) if door[0] != "GET"]
    definition = admin.get("/engine-rest/process-definition/key/application").json["id"]
    bodies = {"status": {"status": "new"}, "<int:comment_id>": {"text": "x"}, **OF_LIBRARY}
    through = []
    for method, address, rule in doors:
        address = address.replace("application:1:1", definition)
        body = {} if method == "DELETE" else {"json": bodies.get(rule.rpartition("/")[2], {})}
        if rule.endswith("/files"):
            body = {"data": {"file": (BytesIO(b"x"), "x.txt")}}
        answer = getattr(admin, method.lower())(address, headers={"If-Match": '"0"'}, **body)
        is_refused = answer.status_code == 400 and "If-Match" in answer.json["message"]
        if not is_refused and answer.status_code not in (404, 409, 412):
            through.append((method, address, answer.status_code, answer.text))
    assert through == []


@pytest.mark.parametrize(("plural", "field"), ROWS)
def test_a_member_that_a_row_does_not_know_is_refused_by_its_place(admin, plural, field):
    answer = admin.post(f"/api/v1/{plural}", json={field: [{}, {"emial": "x"}]})
    assert answer.status_code == 422
    assert f"{field}[1].emial" in answer.json["details"]


def test_a_misspelt_field_is_told_what_may_have_been_meant(admin):
    answer = admin.post("/api/v1/deals", json={"amout": "5", "contacts": [{"emial": "x"}]})
    assert "Did you mean “amount”?" in answer.json["details"]["amout"]
    assert "Did you mean “email”?" in answer.json["details"]["contacts[0].emial"]


@pytest.mark.parametrize(
    ("address", "body", "place"),
    [
        ("message", {"messageNam": "paid"}, "messageNam"),
        ("message", {"messageName": "paid", "processVariables": {"sum": {"valeu": 1}}}, "processVariables.sum.valeu"),
        ("external-task/fetchAndLock", {"topics": [{"topicNam": "a"}]}, "topics[0].topicNam"),
        ("task/x/complete", {"variables": {"sum": {"value": 1, "tpye": "Long"}}}, "variables.sum.tpye"),
    ],
)
def test_members_inside_are_refused_by_their_place(admin, address, body, place):
    answer = admin.post(f"/engine-rest/{address}", json=body)
    assert answer.status_code == 400
    assert answer.json["message"].startswith(f"{place}: there is no such field.")
    assert "Did you mean" in answer.json["message"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"maxTasks": 1}, "workerId is missing."),
        ({"workerId": "w", "maxTasks": "1"}, "maxTasks must be a whole number from 1 to 2147483647."),
        ({"workerId": "w", "maxTasks": 1, "usePriority": 1}, "usePriority is true or false."),
        ({"workerId": "w", "maxTasks": 1, "topics": {}}, "topics must be a list of at most 50 members."),
        ({"workerId": "w", "maxTasks": 1, "topics": [5]}, "topics[0] must be an object."),
        ({"workerId": "w", "maxTasks": 1, "topics": [{}]}, "topics[0].topicName is missing."),
    ],
)
def test_what_is_wrong_with_a_member_is_said_with_its_place(admin, body, words):
    assert admin.post("/engine-rest/external-task/fetchAndLock", json=body).json["message"] == words
