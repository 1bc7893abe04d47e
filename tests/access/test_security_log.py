"""The security log: what is written into it, that nothing leaves it, and its page."""

import base64
from contextlib import suppress
from io import BytesIO

import pytest
from flask_babel import force_locale
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.access import throttle
from app.access.browser_sessions import sessions_of
from app.access.commands import PeopleError, save_group, set_password, update_person
from app.access.models import SecurityEvent
from app.access.security_log import KINDS, note
from app.access.tokens import issue_token, revoke_token, tokens_of
from app.cli.prepare import shipped_files
from app.db import db, write_transaction
from app.engine import SYSTEM, deploy
from tests.visitors import Visitor, signed_in


def lines(kind: str) -> list[SecurityEvent]:
    return list(db.session.scalars(select(SecurityEvent).where(SecurityEvent.kind == kind).order_by(SecurityEvent.id)))


def test_sign_ins_and_failures_are_noted_with_their_address(app, people):
    visitor = Visitor(app, address="10.1.2.3")
    visitor.sign_in("manager", "wrong")
    visitor.sign_in("manager")
    visitor.post("/sign-out")
    refused, came, left = lines("sign-in-refused"), lines("sign-in"), lines("sign-out")
    assert [(line.subject, line.address) for line in (*refused, *came, *left)] == [("manager", "10.1.2.3")] * 3
    assert came[0].actor_id == people["manager"]


def test_slowing_down_is_noted_once(app, people):
    visitor = Visitor(app)
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS + 3):
        visitor.sign_in("manager", "wrong")
    assert len(lines("sign-in-slowed")) == 1
    assert len(lines("sign-in-refused")) == throttle.PER_LOGIN_AND_ADDRESS


def test_a_program_is_noted_when_it_comes_and_not_with_each_call(app, people):
    password = base64.b64encode(b"manager:demo").decode()
    for _ in range(3):
        Visitor(app).get("/api/x", headers={"Authorization": f"Basic {password}"})
    assert [line.data for line in lines("sign-in")] == [{"by": "program"}]


def test_who_signs_in_after_their_program_is_noted_too(app, people):
    """A password that a program said a moment ago is remembered for programs only."""
    password = base64.b64encode(b"manager:demo").decode()
    visitor = Visitor(app)
    visitor.get("/api/x", headers={"Authorization": f"Basic {password}"})
    assert visitor.sign_in("manager").status_code == 303
    assert [line.data for line in lines("sign-in")] == [{"by": "program"}, {"by": "browser"}]


@pytest.mark.parametrize("way", ["one", "others", "all", "of another"])
def test_every_session_that_somebody_ends_is_noted(app, people, way):
    signed_in(app, "manager")
    visitor = signed_in(app, "admin" if way == "of another" else "manager")
    oldest = sessions_of(people["manager"])[-1].id
    db.session.rollback()  # what comes is seen
    addresses = {
        "one": f"/profile/sessions/{oldest}/end",
        "others": "/profile/sessions/end-others",
        "all": "/profile/sessions/end-all",
        "of another": f"/people/{people['manager']}/sessions/end",
    }
    assert visitor.post(addresses[way]).status_code == 303
    assert [(line.subject, line.data) for line in lines("sessions-ended")] == [
        ("manager", {"sessions": 2 if way == "all" else 1})
    ]


def test_changes_of_people_groups_and_tokens_are_noted(app, people):
    update_person(people["observer"], groups=["analysts"], job_title="Юрист-аналитик", theme="dark")
    update_person(people["observer"], disabled=True)
    update_person(people["observer"], disabled=False)
    save_group("lawyers", {"ru": "Юристы"}, new=True)
    issue_token(people["manager"], "Отчёты", scopes=["read"])
    revoke_token(tokens_of(people["manager"])[0].id)
    set_password(people["manager"], "quite another one")
    assert lines("groups-changed")[-1].data == {"added": ["analysts"], "removed": []}
    assert lines("person-changed")[-1].data == {"fields": ["job_title"]}
    for kind in ("person-disabled", "person-enabled", "group-added", "token-made", "token-revoked", "password-changed"):
        assert len(lines(kind)) == 1


def test_publications_and_rights_are_noted_whatever_the_door(crm, sign_in):
    content = shipped_files()["deal.lifecycle.yaml"] + b"\n# changed\n"
    deploy({"deal.lifecycle.yaml": content}, name="By command", actor=SYSTEM)
    assert [lines("published")[-1].subject, lines("rights-published")[-1].subject] == [
        "By command",
        "deal.lifecycle.yaml",
    ]
    diagram = BytesIO(shipped_files()["lead.bpmn"] + b"\n<!-- changed -->\n")
    fields = {"deployment-name": "By Modeler", "lead.bpmn": (diagram, "lead.bpmn")}
    assert sign_in("analyst").post("/engine-rest/deployment/create", data=fields).status_code == 200
    assert (lines("published")[-1].subject, lines("published")[-1].actor_name) == ("By Modeler", "analyst")


def test_what_was_refused_is_not_noted_as_done(app, people):
    with pytest.raises(PeopleError):
        update_person(people["admin"], groups=[])
    assert lines("groups-changed") == []


def test_a_line_belongs_to_the_transaction_that_is_open(app, people):
    with suppress(InterruptedError), write_transaction():
        note("exported", "leads")
        raise InterruptedError
    assert lines("exported") == []


def test_any_package_notes_an_export(app, people):
    note("exported", "leads", data={"rows": 12})
    assert lines("exported")[0].data == {"rows": 12}
    with pytest.raises(KeyError):
        note("no-such-kind")


@pytest.mark.parametrize(
    "statement", [update(SecurityEvent).values(subject="x"), delete(SecurityEvent), text("DELETE FROM security_event")]
)
def test_the_database_itself_refuses_to_change_or_remove_a_line(app, people, statement):
    note("exported", "leads")
    with pytest.raises(DBAPIError, match="append-only"), write_transaction():
        db.session.execute(statement)
    assert len(lines("exported")) == 1


@pytest.mark.parametrize("way", ["REPLACE", "CONFLICT"])
def test_no_line_is_written_over(app, people, way):
    note("exported", "leads")
    line = lines("exported")[0]
    if way == "REPLACE" and db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has such a word")
    words = {
        "REPLACE": "INSERT OR REPLACE INTO security_event ({0}) VALUES ({1})",
        "CONFLICT": "INSERT INTO security_event ({0}) VALUES ({1}) ON CONFLICT (id) DO UPDATE SET subject = 'x'",
    }[way]
    columns = "id, at, kind, actor_name, address, subject, data"
    values = f"{line.id}, '2020-01-01 00:00:00', 'exported', '', '', 'x', '{{}}'"
    with pytest.raises(DBAPIError, match="append-only"), write_transaction():
        db.session.execute(text(words.format(columns, values)))
    assert [each.subject for each in lines("exported")] == ["leads"]


@pytest.mark.parametrize("login", ["manager", "director", "analyst"])
def test_only_administrators_see_the_page(app, people, login):
    assert signed_in(app, login).get("/security-log").status_code == 403


def test_the_page_is_filtered(app, people):
    Visitor(app, address="10.9.9.9").sign_in("director", "wrong")
    admin = signed_in(app, "admin")
    assert "10.9.9.9" in admin.get("/security-log").text
    assert "10.9.9.9" in admin.get("/security-log?q=DIRECTOR+10.9&kind=sign-in-refused").text
    assert "10.9.9.9" not in admin.get("/security-log?kind=sign-in").text
    assert "10.9.9.9" not in admin.get("/security-log?q=observer").text
    assert "10.9.9.9" not in admin.get("/security-log?until=2020-01-01").text
    assert "10.9.9.9" in admin.get("/security-log?since=2020-01-01&until=2999-01-01").text


@pytest.mark.parametrize(
    "query", ["since=9999-12-31", "until=0001-01-01", "since=x", "before=x", "before=99999999999", "kind=x", "q=%25%00"]
)
def test_odd_filters_break_nothing(app, people, query):
    assert signed_in(app, "admin").get(f"/security-log?{query}").status_code in (200, 400)


def test_the_page_goes_on_with_older_lines(app, people):
    for number in range(60):
        note("exported", f"leads number {number:02}")
    admin = signed_in(app, "admin")
    first = admin.get("/security-log?kind=exported").text
    assert "leads number 59" in first
    assert "leads number 09" not in first
    before = lines("exported")[10].id
    assert "leads number 09" in admin.get(f"/security-log?kind=exported&before={before}").text


def test_what_strangers_type_is_text(app, people):
    Visitor(app).sign_in("<script>alert(1)</script>", "x")
    page = signed_in(app, "admin").get("/security-log").text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_every_kind_has_words_in_both_languages(app, people):
    pages = {each: signed_in(app, "admin", language=each).get("/security-log").text for each in ("ru", "en")}
    for language, page in pages.items():
        with force_locale(language):
            assert [str(words) for words in KINDS.values() if f">{words}<" not in page] == []
    with force_locale("en"):
        assert [str(words) for words in KINDS.values() if f">{words}<" in pages["ru"]] == []


def test_a_browser_is_noted_each_time_though_a_program_has_come_with_the_same_password(app, people):
    password = base64.b64encode(b"manager:demo").decode()
    visitor = Visitor(app)
    visitor.get("/api/x", headers={"Authorization": f"Basic {password}"})
    visitor.sign_in("manager")
    assert [line.data for line in lines("sign-in")] == [{"by": "program"}, {"by": "browser"}]
