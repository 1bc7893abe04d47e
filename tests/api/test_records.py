"""`/api/v1`: records, moves and statuses."""

import pytest

from app.crm.deal import deal
from app.db import db


@pytest.fixture
def manager(api):
    return api("manager")


def made(client, plural="leads", **values):
    answer = client.post(f"/api/v1/{plural}", json={"name": "Заявка", **values})
    assert answer.status_code == 201, answer.json
    return answer.json


def own(client, actors, plural="leads", **values):
    return made(client, plural, manager=actors["manager"].id, **values)


def test_without_credentials_the_answer_is_401_in_json(crm):
    answer = crm.test_client().get("/api/v1/leads")
    assert (answer.status_code, answer.json["type"]) == (401, "AuthenticationRequired")


def test_a_created_record_has_a_location_a_number_and_its_rights(manager, actors):
    body = own(manager, actors, amount="120000.00")
    answer = manager.get(f"/api/v1/leads/{body['id']}")
    assert answer.json["display_name"] == f"Лид №{body['number']}: Заявка"
    assert (answer.json["status"], answer.json["stage"]) == ("new", "unprocessed")
    assert answer.json["amount"] == "120000.00"
    assert answer.json["permissions"] == {"read": True, "write": True}
    assert answer.headers["ETag"] == f'"{answer.json["revision"]}"'


def test_values_that_do_not_fit_are_named_per_field(manager):
    answer = manager.post("/api/v1/leads", json={"name": "", "amount": "x", "colour": 1})
    assert (answer.status_code, answer.json["type"]) == (422, "ValidationError")
    assert set(answer.json["details"]) == {"name", "amount", "colour"}


@pytest.mark.parametrize(
    "body",
    [
        b"[1]",
        b"{",
        b'"text"',
        b"\xff\xfe",
        b'{"name": "x\\u0000y"}',
        b'{"name": "\\ud800"}',
        b'{"a\\u0000": 1}',
        b'{"amount": NaN}',
        b'{"name": ' + b"[" * 100_000,
        b'{"name": ' + b"[" * 200 + b"]" * 200 + b"}",
        b'{"amount": ' + b"9" * 10_000 + b"}",
    ],
    ids=range(11),
)
def test_a_body_that_is_no_object_is_a_bad_request(manager, body):
    answer = manager.post("/api/v1/leads", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["type"]) == (400, "BadRequest")


@pytest.mark.parametrize(
    "values",
    [
        {"name": ["a"]},
        {"name": {"a": 1}},
        {"name": "x" * 300},
        {"name": "А", "amount": "NaN"},
        {"name": "А", "amount": "1e999999"},
        {"name": "А", "amount": -1},
        {"name": "А", "manager": True},
        {"name": "А", "manager": 10**30},
        {"name": "А", "viewers": "abc"},
        {"name": "А", "contacts": "abc"},
        {"name": "А", "contacts": [1]},
        {"name": "А", "contacts": [{"full_name": "x" * 300}]},
        {"name": "А", "date_received": "yesterday"},
        {"name": "А", "request_type": "other"},
        {"name": "А", "status": "interest"},
    ],
)
def test_wrong_values_never_make_a_record(manager, values):
    answer = manager.post("/api/v1/leads", json=values)
    assert answer.status_code == 422, answer.json
    assert manager.get("/api/v1/leads").json["total"] == 0


def test_a_stale_tag_is_refused_and_changes_nothing(manager, actors):
    body = own(manager, actors)
    address = f"/api/v1/leads/{body['id']}"
    assert manager.patch(address, json={"name": "Б"}).status_code == 200
    answer = manager.patch(address, json={"name": "В"}, headers={"If-Match": f'"{body["revision"]}"'})
    assert (answer.status_code, answer.json["type"]) == (412, "StaleRevision")
    assert manager.get(address).json["name"] == "Б"


@pytest.mark.parametrize("seen", ['"{}"', 'W/"{}"', '"0", "{}"', "*"])
def test_if_match_lets_through_who_has_seen_the_record(manager, actors, seen):
    body = own(manager, actors)
    headers = {"If-Match": seen.format(body["revision"])}
    assert manager.patch(f"/api/v1/leads/{body['id']}", json={"name": "Б"}, headers=headers).status_code == 200


def test_nothing_is_deleted_moved_or_anonymised_that_has_changed_meanwhile(manager, api, actors):
    body = own(manager, actors)
    address = f"/api/v1/leads/{body['id']}"
    stale = {"If-Match": f'"{body["revision"]}"'}
    assert manager.patch(address, json={"name": "Б"}).status_code == 200
    assert manager.delete(address, headers=stale).status_code == 412
    assert manager.post(f"{address}/status", json={"status": "interest"}, headers=stale).status_code == 412
    assert api("admin").post(f"{address}/anonymise", headers=stale).status_code == 412
    assert manager.get(address).json["status"] == "new"


def test_the_moves_are_what_the_diagram_would_do(manager, actors):
    body = own(manager, actors)
    items = manager.get(f"/api/v1/leads/{body['id']}/moves").json["items"]
    by_status = {each["status"]: each for each in items}
    assert by_status["interest"]["allowed"]
    assert by_status["disqualified"] == {
        "status": "disqualified",
        "label": "Дисквалифицирован",
        "allowed": False,
        "code": "disqualificationReasonMissing",
        "message": "Необходимо указать причину дисквалификации",
        "missing": ["disqualification_reason"],
    }
    assert manager.get(f"/api/v1/leads/{body['id']}").json["revision"] == body["revision"]


def test_a_refused_move_carries_code_words_and_missing_fields(manager, actors):
    body = own(manager, actors)
    answer = manager.post(f"/api/v1/leads/{body['id']}/status", json={"status": "deal_creation"})
    assert (answer.status_code, answer.json["type"]) == (409, "MoveRefused")
    assert answer.json["message"] == "Необходимо заполнить контрагента на карточке Лида"
    assert answer.json["details"]["missing"] == ["counterparty"]


def test_refusals_speak_the_callers_language(api, actors):
    manager = api("manager", "en")
    body = own(manager, actors)
    answer = manager.post(f"/api/v1/leads/{body['id']}/status", json={"status": "deal_creation"})
    assert answer.json["message"] == "Fill in the counterparty on the lead card"


def test_a_move_takes_fields_along(manager, actors):
    body = own(manager, actors)
    answer = manager.post(
        f"/api/v1/leads/{body['id']}/status",
        json={"status": "disqualified", "fields": {"disqualification_reason": "spam"}},
    )
    assert (answer.json["status"], answer.json["disqualification_reason"]) == ("disqualified", "spam")


def test_a_refused_move_keeps_none_of_its_fields(manager, actors):
    body = own(manager, actors)
    answer = manager.post(
        f"/api/v1/leads/{body['id']}/status", json={"status": "deal_creation", "fields": {"name": "Другое"}}
    )
    assert answer.status_code == 409
    assert manager.get(f"/api/v1/leads/{body['id']}").json["name"] == "Заявка"


def test_an_unknown_status_is_refused_in_words(manager, actors):
    body = own(manager, actors)
    answer = manager.post(f"/api/v1/leads/{body['id']}/status", json={"status": "nowhere"})
    assert (answer.status_code, answer.json["type"]) == (409, "NotAllowedNow")


def test_somebody_elses_record_is_not_there(api, manager, actors):
    body = own(manager, actors)
    stranger = api("manager2")
    for call in (
        stranger.get(f"/api/v1/leads/{body['id']}"),
        stranger.patch(f"/api/v1/leads/{body['id']}", json={"name": "Б"}),
        stranger.get(f"/api/v1/leads/{body['id']}/moves"),
        stranger.get(f"/api/v1/leads/{body['id']}/history"),
        stranger.post(f"/api/v1/leads/{body['id']}/status", json={"status": "interest"}),
        stranger.delete(f"/api/v1/leads/{body['id']}"),
        stranger.get("/api/v1/leads/999999"),
    ):
        assert call.status_code == 404


def test_a_viewer_is_told_that_writing_is_not_theirs(api, manager, actors):
    body = own(manager, actors, viewers=[actors["observer"].id])
    observer = api("observer")
    assert observer.get(f"/api/v1/leads/{body['id']}").json["permissions"]["write"] is False
    assert observer.patch(f"/api/v1/leads/{body['id']}", json={"name": "Б"}).status_code == 403


def test_the_same_key_has_no_second_effect(manager, actors):
    key = {"Idempotency-Key": "order-1"}
    first = manager.post("/api/v1/deals", json={"name": "А"}, headers=key)
    again = manager.post("/api/v1/deals", json={"name": "А"}, headers=key)
    assert first.json == again.json
    assert again.headers["Idempotent-Replayed"] == "true"
    assert db.session.query(deal.model).count() == 1


def test_a_key_of_another_request_is_refused(manager):
    key = {"Idempotency-Key": "order-1"}
    manager.post("/api/v1/deals", json={"name": "А"}, headers=key)
    answer = manager.post("/api/v1/deals", json={"name": "Б"}, headers=key)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "query",
    ["colour=red", "name__like=a", "amount__gte=x", "sort=nothing", "page=x", "manager=abc", "status__gte=1"],
)
def test_a_wrong_filter_is_named(manager, query):
    answer = manager.get(f"/api/v1/deals?{query}")
    assert answer.status_code == 400
    assert answer.json["message"]


def test_filters_sort_and_pages(manager, actors):
    for name, amount in (("Альфа", 10), ("Бета", 20), ("Гамма", 30)):
        own(manager, actors, "deals", name=name, amount=amount)
    answer = manager.get("/api/v1/deals?amount__gte=20&sort=-amount&per_page=1&page=2").json
    assert ([each["name"] for each in answer["items"]], answer["total"]) == (["Бета"], 2)
    assert manager.get("/api/v1/deals?name__contains=амм").json["total"] == 1
    assert manager.get("/api/v1/deals?q=альф").json["total"] == 1


def read_by_key(client, address):
    """Everything that a list gives, read in pages of two."""
    names, following = [], ""
    while following is not None:
        answer = client.get(f"{address}&per_page=2&after={following}").json
        assert "total" not in answer
        names += [each["name"] for each in answer["items"]]
        following = answer["next"]
    return names


@pytest.mark.parametrize("sort", ["amount", "name", "number", "manager", "counterparty", "date_received", "stage"])
@pytest.mark.parametrize("direction", ["", "-"])
def test_a_list_read_by_key_is_the_same_list(api, actors, sort, direction):
    director = api("admin")
    companies = [
        director.post("/api/v1/counterparties", json={"full_organization_name": name}).json["id"]
        for name in ("Ромашка", "Василёк")
    ]
    for number, name in enumerate("абвгдеж"):
        values = {"amount": (30, 10, None)[number % 3], "counterparty": (*companies, None)[number % 3]}
        values |= {"manager": actors[("manager", "director")[number % 2]].id}
        made(director, "deals", name=name, **values)
    whole = director.get(f"/api/v1/deals?sort={direction}{sort}").json["items"]
    assert read_by_key(director, f"/api/v1/deals?sort={direction}{sort}") == [each["name"] for each in whole]


def test_a_list_read_by_key_takes_the_same_statements_everywhere(manager, actors, count_statements):
    for name in "абвг":
        own(manager, actors, "deals", name=name)
    following = manager.get("/api/v1/deals?per_page=1&after=").json["next"]
    counts = []
    for per_page in (1, 3):
        with count_statements() as statements:
            assert len(manager.get(f"/api/v1/deals?per_page={per_page}&after={following}").json["items"]) == per_page
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert not any("count(" in statement.lower() and "deal" in statement for statement in statements)


@pytest.mark.parametrize("after", ["999999", "1", "WzFd.x", "é", "a" * 5000])
def test_a_list_goes_on_only_after_a_place_that_it_gave(manager, actors, after):
    lead = own(manager, actors)
    for door in ("deals?", "leads?sort=amount&", f"leads/{lead['id']}/history?"):
        answer = manager.get(f"/api/v1/{door}after={after}")
        assert (answer.status_code, answer.json["type"]) == (400, "BadFilter"), door


def test_a_place_in_a_list_is_of_one_person_and_one_order(api, manager, actors):
    for name in "аб":
        own(manager, actors, "deals", name=name)
    place = manager.get("/api/v1/deals?per_page=1&sort=amount&after=").json["next"]
    assert manager.get(f"/api/v1/deals?sort=amount&after={place}").status_code == 200
    for address in ("deals?sort=-amount", "deals?sort=name", "leads?sort=amount"):
        assert manager.get(f"/api/v1/{address}&after={place}").status_code == 400, address
    assert api("admin").get(f"/api/v1/deals?sort=amount&after={place}").status_code == 400


def test_a_place_outlives_the_record_that_it_was(manager, actors):
    made_deals = [own(manager, actors, "deals", name=name)["id"] for name in "абв"]
    place = manager.get("/api/v1/deals?per_page=1&sort=name&after=").json["next"]
    manager.delete(f"/api/v1/deals/{made_deals[0]}")
    assert [each["name"] for each in manager.get(f"/api/v1/deals?sort=name&after={place}").json["items"]] == ["б", "в"]


def test_a_history_read_by_key_has_no_total(manager, actors):
    address = f"/api/v1/leads/{own(manager, actors)['id']}"
    for number in range(101):
        manager.patch(address, json={"name": f"Заявка {number}"})
    whole = [*manager.get(f"{address}/history").json["items"], *manager.get(f"{address}/history?page=2").json["items"]]
    first = manager.get(f"{address}/history?after=").json
    assert first["items"] == whole[:100]
    assert manager.get(f"{address}/history?after={first['next']}").json == {"items": whole[100:], "next": None}


def test_the_history_tells_who_did_what(manager, actors):
    body = own(manager, actors)
    manager.post(f"/api/v1/leads/{body['id']}/status", json={"status": "interest"})
    kinds = [each["kind"] for each in manager.get(f"/api/v1/leads/{body['id']}/history").json["items"]]
    assert "statusChanged" in kinds
    assert kinds[-1] == "recordCreated"


def test_deleting_answers_204_and_then_404(manager, actors):
    body = own(manager, actors)
    assert manager.delete(f"/api/v1/leads/{body['id']}").status_code == 204
    assert manager.get(f"/api/v1/leads/{body['id']}").status_code == 404


def test_a_filter_is_not_endless(api):
    answer = api("manager").get("/api/v1/leads?status__in=" + ",".join(["new"] * 2000))
    assert (answer.status_code, answer.json["type"]) == (400, "BadFilter")
    api("manager").post("/api/v1/leads", json={"name": "А"})
    assert api("manager").get("/api/v1/leads?q=" + "а" * 60_000).status_code == 200
