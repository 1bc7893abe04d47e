"""What ships, and what analysts have changed here: neither is lost when the application starts again."""

import pytest
from sqlalchemy import select

from app.cli.prepare import SHIPPED, deploy_shipped, shipped_files
from app.db import db
from app.engine import SYSTEM, deploy
from app.engine.models import Artifact

DEAL, LIFECYCLE = "deal.bpmn", "deal.lifecycle.yaml"
WORDS, SHIPPED_WORDS, OWN_WORDS = "сначала возьмите её в работу", "её ещё не брали в работу", "рано"


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def start(crm, said):
    """The application starts with these changes in what ships: `start({file: (old, new)})`."""

    def start_with(changes: dict[str, tuple[str, str]]) -> None:
        files = shipped_files()
        for name, (old, new) in changes.items():
            assert old.encode() in files[name]
            files[name] = files[name].replace(old.encode(), new.encode())
        said.clear()
        deploy_shipped(said.append, files)

    return start_with


def publish(name: str, old: str, new: str, deployment: str = "Мои правки") -> None:
    content = shipped_files()[name].replace(old.encode(), new.encode())
    deploy({name: content}, name=deployment, actor=SYSTEM)


def in_force(name: str) -> str:
    latest = select(Artifact.content).where(Artifact.file_name == name, Artifact.is_latest)
    return db.session.scalar(latest).decode()


def test_what_has_not_changed_is_left_alone(start, said):
    start({})
    assert said == []


def test_a_new_shipped_version_is_deployed(start):
    start({DEAL: (WORDS, SHIPPED_WORDS)})
    assert SHIPPED_WORDS in in_force(DEAL)


def test_a_shipped_version_that_was_taken_back_is_deployed_again(start):
    start({DEAL: (WORDS, SHIPPED_WORDS)})
    start({})
    assert WORDS in in_force(DEAL)


@pytest.mark.parametrize("deployment", ["Мои правки", SHIPPED])
def test_what_an_analyst_changed_stays_and_is_said(start, said, deployment):
    publish(DEAL, WORDS, OWN_WORDS, deployment)
    start({DEAL: (WORDS, SHIPPED_WORDS)})
    assert OWN_WORDS in in_force(DEAL)
    assert any(DEAL in line and "changed here" in line for line in said)


def test_what_an_analyst_changed_is_nothing_new_when_nothing_new_ships(start, said):
    publish(DEAL, WORDS, OWN_WORDS)
    start({})
    assert OWN_WORDS in in_force(DEAL)
    assert said == []


def test_an_analyst_who_went_back_to_what_ships_gets_what_ships_next(start):
    publish(DEAL, WORDS, OWN_WORDS)
    deploy({DEAL: shipped_files()[DEAL]}, name="Назад", actor=SYSTEM)
    start({DEAL: (WORDS, SHIPPED_WORDS)})
    assert SHIPPED_WORDS in in_force(DEAL)


def test_what_ships_and_does_not_fit_what_was_changed_here_is_not_deployed_and_said(start, said):
    publish(DEAL, WORDS, OWN_WORDS)
    start({LIFECYCLE: ("id: decision\n", "id: verdict\n")})
    assert "id: decision\n" in in_force(LIFECYCLE)
    assert OWN_WORDS in in_force(DEAL)
    assert any("decision" in line and DEAL in line for line in said)
    assert any("were not deployed" in line and LIFECYCLE in line for line in said)
