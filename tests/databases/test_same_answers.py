"""What SQLite and PostgreSQL answer to the same questions about the same records."""

import json
import re

import pytest

from app.db import db
from app.records.types import registry
from tests.visitors import signed_in

PLURALS = ("leads", "deals", "counterparties", "request-categories", "request-sources")
FILTERS = {
    "text": ("", "__contains", "__in", "__empty", "__gte"),
    **dict.fromkeys(("email", "phone", "identifier", "url"), ("", "__contains", "__in", "__empty")),
    "rich_text": ("__contains", "__empty"),
    "integer": ("", "__gte", "__lte", "__in", "__empty"),
    "money": ("", "__gte", "__lte", "__in", "__empty"),
    "datetime": ("", "__gte", "__lte", "__empty"),
    "choice": ("", "__contains", "__in", "__empty"),
    "status": ("", "__in", "__empty"),
    "person": ("", "__contains", "__in", "__empty"),
    "reference": ("", "__contains", "__in", "__empty"),
    "persons": ("", "__contains", "__in", "__empty"),
    "contacts": ("", "__contains", "__empty"),
    "rows": ("", "__contains", "__empty"),
}
PAGES = (
    "/tasks",
    "/tasks?sort=due",
    "/tasks?sort=-priority",
    "/tasks?due=overdue",
    "/tasks/completed",
    "/tasks/subordinates",
    "/leads?every_status=true",
    "/deals?every_status=true&sort=-amount",
    "/deals?stage=qualification",
    "/counterparties",
    "/leads/board",
    "/deals/board",
    "/leads/3",
    "/leads/3?tab=history",
    "/deals/2",
    "/deals/2?tab=history",
    "/counterparties/1",
    "/search?q=постав",
    "/search?q=ПОСТАВ",
    "/search/suggestions?q=ооо",
    "/pickers/person?q=ус",
    "/pickers/counterparty?q=%D0%BE",
    "/counters",
)
_DIFFERENT = (
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),  # ids of tasks
    re.compile(r'(?<=name="csrf-token" content=")[^"]+|(?<=name="csrf_token" value=")[^"]+'),
    re.compile(r"(?<=since=)\d+"),
)


@pytest.fixture
def pair(on_sqlite, on_postgresql):
    """`pair("manager")`: the same person on SQLite and on PostgreSQL."""
    return lambda login: (signed_in(on_sqlite, login), signed_in(on_postgresql, login))


def assert_same(visitors, address: str) -> None:
    on_sqlite, on_postgresql = (visitor.get(address) for visitor in visitors)
    assert (on_sqlite.status_code, address) == (on_postgresql.status_code, address)
    lines = plain(on_sqlite.text), plain(on_postgresql.text)
    if address.startswith("/tasks"):  # what came at the same moment is in the order of ids, which are drawn by lot
        lines = tuple(map(sorted, lines))
    assert lines[0] == lines[1], address


def plain(text: str) -> list[str]:
    """The lines of an answer without what is drawn by lot."""
    for pattern in _DIFFERENT:
        text = pattern.sub("", text)
    return text.split("\n")


@pytest.mark.parametrize("login", ["manager", "director", "observer"])
@pytest.mark.parametrize("plural", PLURALS)
def test_records_are_the_same_in_every_order(pair, login, plural):
    visitors = pair(login)
    fields = registry.by_plural(plural).fields
    orders = [field.name for field in fields if field.stored_in_row and field.type != "rich_text"]
    for order in ["", *orders, *(f"-{name}" for name in orders)]:
        assert_same(visitors, f"/api/v1/{plural}?sort={order}&per_page=200")


@pytest.mark.parametrize("plural", PLURALS)
def test_every_filter_finds_the_same(pair, plural):
    visitors = pair("director")
    records = visitors[0].get(f"/api/v1/{plural}?per_page=200").json["items"]
    for field in registry.by_plural(plural).fields:
        found = [value for value in (record[field.name] for record in records) if value not in (None, "", [])]
        value = words(found[0] if found else None, field.type)
        for operator in FILTERS[field.type]:
            asked = {"__empty": "false", "__contains": value.upper()[:6], "__in": f"{value},{value}"}.get(
                operator, value
            )
            assert_same(visitors, f"/api/v1/{plural}?{field.name}{operator}={asked.replace('+', '%2B')}")


#: By what the rows of shipped record types are found.
FOUND_BY = ("name", "address", "account_number")


def words(value, kind: str) -> str:
    """A value of the API as a filter has it."""
    if kind == "persons":
        value = value[0] if value else None
    if kind == "contacts":
        value = value[0]["full_name"] if value else None
    if kind == "rows":
        value = next((value[0][each] for each in FOUND_BY if each in value[0]), None) if value else None
    return str(value if value is not None else {"datetime": "2026-11-24", "text": "а"}.get(kind, "1"))


@pytest.mark.parametrize("login", ["manager", "director"])
def test_pages_are_the_same(pair, login):
    visitors = pair(login)
    for address in PAGES:
        assert_same(visitors, address)


def test_a_lead_goes_the_whole_way_to_a_deal_in_the_same_steps(pair):
    """Sign in, make, take to work, change, ask for moves, make a deal, look at everything."""
    answers = []
    for visitor in pair("manager"):
        said = []
        made = visitor.post(
            "/api/v1/leads", json={"name": "Весь путь", "manager": 1, "counterparty": 1, "amount": "99.10"}
        )
        lead = f"/api/v1/leads/{made.json['id']}"
        said.append(visitor.get(f"{lead}/moves").json)
        for status in ("pause", "interest", "deal_creation", "new"):
            values = {"resume_date": "2100-01-01T09:00:00Z"} if status == "pause" else {}
            answer = visitor.post(f"{lead}/status", json={"status": status, "fields": values})
            said.append((answer.status_code, answer.json))
        deal = visitor.get("/api/v1/deals?sort=-id").json["items"][0]
        said += [deal, visitor.get(f"/api/v1/deals/{deal['id']}/moves").json, visitor.get(f"{lead}/history").json]
        bulk = visitor.post("/deals/bulk/status", {"id": ["1", "2", "3"], "_status": "refuse"})
        said += [bulk.status_code, plain(bulk.text)]
        # what was tried and refused has used up ids on PostgreSQL, but no numbers
        told = json.dumps(said, sort_keys=True, ensure_ascii=False)
        ids = re.compile(rf'(?<="id": )({deal["id"]}\b|\d+(?=, "kind"))|(?<="created_deal": )\d+')
        answers.append(plain(ids.sub("", told).replace(", ", "\n")))
    assert answers[0] == answers[1]


def test_a_restarted_database_is_not_noticed(on_postgresql):
    """Connections that the server has cut while they rested are replaced."""
    visitor = signed_in(on_postgresql, "manager")
    with on_postgresql.app_context():
        own = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        db.session.execute(db.text(f"{own} AND pid <> pg_backend_pid()"))
        db.session.rollback()
        db.session.remove()
    assert visitor.get("/deals").status_code == 200
    assert visitor.get("/tasks").status_code == 200
