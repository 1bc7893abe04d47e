"""A publication that gives rights waits for an administrator: at the page, the API and the command line."""

import html
import io
import re
from dataclasses import replace

import pytest

from app.access.models import SecurityEvent
from app.cli.prepare import shipped_files
from app.db import db
from app.engine import decline_waiting, deploy
from app.engine.models import Artifact, Deployment, WaitingDeployment
from run import commands
from tests.api.conftest import ApiClient
from tests.visitors import signed_in

NAME = "deal.lifecycle.yaml"
CONFIRMATION = f"right-write-widened:{NAME}:permissions.viewers.write"
ADDRESS = "/api/v1/waiting-deployments"


def wider() -> bytes:
    return shipped_files()[NAME].replace(b"  viewers: {read: all}", b"  viewers: {write: all}")


def send(crm, content: bytes, comment: str = "") -> object:
    fields = {"files": (io.BytesIO(content), NAME), "action": "publish", "name": "Наблюдатели", "comment": comment}
    visitor = signed_in(crm, "analyst", language="ru")
    return visitor.post("/studio/deployment", fields, content_type="multipart/form-data")


def waiting() -> list[WaitingDeployment]:
    db.session.rollback()
    return list(db.session.scalars(db.select(WaitingDeployment).order_by(WaitingDeployment.id)))


def version() -> int:
    db.session.rollback()
    in_force = (Artifact.file_name == NAME, Artifact.is_latest)
    return db.session.scalars(db.select(Artifact.version).where(*in_force)).one()


def api(crm, login: str) -> ApiClient:
    return ApiClient(crm.test_client(), login, "ru")


def by_page(crm, number, *confirmed):
    return (
        signed_in(crm, "admin")
        .post(f"/studio/waiting/{number}", {"action": "publish", "confirmed": list(confirmed)})
        .status_code
        < 400
    )


def by_api(crm, number, *confirmed):
    answer = api(crm, "admin").post(f"{ADDRESS}/{number}/confirm", json={"confirmed": list(confirmed)})
    return answer.status_code < 400


def by_command(crm, number, *confirmed):
    arguments = [part for name in confirmed for part in ("--confirm", name)]
    return crm.test_cli_runner().invoke(commands, ["waiting", "publish", str(number), *arguments]).exit_code == 0


WAYS = pytest.mark.parametrize("way", [by_page, by_api, by_command])


@pytest.fixture
def number(crm, actors) -> int:
    assert send(crm, wider(), "Так решили").status_code == 422
    return waiting()[-1].id


def test_the_author_is_told_that_it_waits_and_where(crm, actors):
    answer = send(crm, wider())

    assert "ждут администратора" in answer.text
    assert f"/studio/waiting/{waiting()[0].id}" in answer.text


def test_a_program_is_told_that_it_waits(crm, actors):
    fields = {"data": (io.BytesIO(wider()), NAME), "deployment-name": "x"}
    answer = api(crm, "analyst").post("/engine-rest/deployment/create", data=fields, content_type="multipart/form-data")

    assert answer.status_code == 400
    assert f"№ {waiting()[0].id}" in answer.json["message"]


def test_the_same_files_wait_once(crm, actors):
    send(crm, wider())
    send(crm, wider())

    assert len(waiting()) == 1


def by_program(crm, content: bytes) -> object:
    fields = {"data": (io.BytesIO(content), NAME), "deployment-name": "x"}
    return api(crm, "analyst").post("/engine-rest/deployment/create", data=fields, content_type="multipart/form-data")


@pytest.mark.parametrize("door", [send, by_program])
def test_no_more_wait_of_one_person_than_may(crm, actors, monkeypatch, door):
    """Who is refused is told what to do; the same files again, and those of others, are no more than there are."""
    monkeypatch.setitem(crm.config, "SETTINGS", replace(crm.config["SETTINGS"], waiting_limit=2))
    kept = [wider() + f"# {number}\n".encode() for number in range(2)]
    for content in kept:
        door(crm, content)

    answer = door(crm, wider())

    words = answer.json["message"] if answer.is_json else html.unescape(answer.text)
    assert answer.status_code in (409, 422)
    assert "уже ждут ваши публикации: 2" in words
    assert len(waiting()) == 2
    assert "№" in str(door(crm, kept[0]).text)
    assert len(waiting()) == 2

    decline_waiting(waiting()[0].id, actor=actors["admin"])
    door(crm, wider())
    assert [each.state for each in waiting()] == ["declined", "waiting", "waiting"]


def test_what_has_errors_besides_does_not_wait(crm, actors):
    send(crm, wider() + b"unknown: 1\n")

    assert waiting() == []


@WAYS
def test_an_administrator_publishes_it_as_its_authors(crm, number, way):
    before = version()

    assert not way(crm, number)
    assert version() == before
    assert way(crm, number, CONFIRMATION)
    assert version() == before + 1
    latest = db.session.scalars(db.select(Deployment).order_by(Deployment.id.desc())).first()
    kept = waiting()[0]
    assert (latest.author_name, latest.comment, latest.id) == (kept.author_name, "Так решили", kept.deployment_id)


@WAYS
def test_it_is_decided_once(crm, number, way):
    assert way(crm, number, CONFIRMATION)
    before = version()

    assert not way(crm, number, CONFIRMATION)
    assert version() == before


def test_what_changes_is_said_in_words_at_every_door(crm, number):
    words = "«Наблюдатели» теперь меняют записи"

    assert words in signed_in(crm, "admin", language="ru").get(f"/studio/waiting/{number}").text
    told = api(crm, "admin").get(f"{ADDRESS}/{number}").json["problems"]
    assert [each["confirmation"] for each in told if words in each["message"]] == [CONFIRMATION]
    shown = crm.test_cli_runner().invoke(commands, ["waiting", "show", str(number)])
    assert CONFIRMATION in shown.output
    assert str(number) in crm.test_cli_runner().invoke(commands, ["waiting"]).output


def test_the_lines_of_the_file_are_shown_beside_those_in_force(crm, number):
    page = signed_in(crm, "admin").get(f"/studio/waiting/{number}").text

    assert "-  viewers: {read: all}" in page
    assert "+  viewers: {write: all}" in page


def test_an_analyst_sees_it_and_decides_nothing(crm, number):
    visitor, program = signed_in(crm, "analyst"), api(crm, "analyst")

    assert visitor.get(f"/studio/waiting/{number}").status_code == 200
    assert 'value="publish"' not in visitor.get(f"/studio/waiting/{number}").text
    assert visitor.post(f"/studio/waiting/{number}", {"action": "publish"}).status_code == 403
    assert program.post(f"{ADDRESS}/{number}/confirm", json={"confirmed": [CONFIRMATION]}).status_code == 403
    assert program.post(f"{ADDRESS}/{number}/decline", json={}).status_code == 403
    assert waiting()[0].state == "waiting"


def test_a_declined_one_says_why_and_is_not_published(crm, number):
    signed_in(crm, "admin").post(f"/studio/waiting/{number}", {"action": "decline", "reason": "Не сейчас"})

    assert "Не сейчас" in signed_in(crm, "analyst").get(f"/studio/waiting/{number}").text
    assert not by_api(crm, number, CONFIRMATION)
    assert waiting()[0].state == "declined"


def test_what_was_published_in_between_is_looked_at_again(crm, actors, number):
    deploy({NAME: wider().replace("ru: Отсев".encode(), "ru: Отсеяна".encode())}, name="x", actor=actors["admin"])

    assert CONFIRMATION not in str(api(crm, "admin").get(f"{ADDRESS}/{number}").json["problems"])


def test_the_file_comes_back_as_it_was_sent(crm, number):
    visitor = signed_in(crm, "admin")
    address = re.search(rf'"(/studio/waiting/{number}/files/[0-9]+)"', visitor.get(f"/studio/waiting/{number}").text)[1]

    assert visitor.get(address).data == wider()


def test_the_security_log_has_who_waits_and_who_decided(crm, number):
    by_page(crm, number, CONFIRMATION)

    db.session.rollback()
    lines = {line.kind: line for line in db.session.scalars(db.select(SecurityEvent))}
    assert lines["publication-waits"].actor_name == "analyst"
    assert lines["publication-confirmed"].actor_name == "admin"
    assert lines["publication-confirmed"].data["number"] == number
