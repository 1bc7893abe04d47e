"""What is deployed is read and parsed once per process, however many ask for it at the same moment."""

import gc
from threading import Barrier, Thread
from weakref import ref

import pytest
from sqlalchemy import event

from app.db import db
from app.engine import deploy
from app.engine.deploying import catalogue, deployment
from app.engine.ground.actor import SYSTEM
from tests.engine.conftest import DIAGRAMS

THREADS = 8


@pytest.fixture
def built(monkeypatch):
    """The processes that are built meanwhile, by key."""
    keys = []
    build = catalogue.build_process

    def build_and_note(diagram, process):
        keys.append(process.key)
        return build(diagram, process)

    monkeypatch.setattr(catalogue, "build_process", build_and_note)
    return keys


def test_a_cold_definition_is_parsed_once_for_all_threads(engine, app, built):
    engine.deploy("user_task")
    built.clear()
    together = Barrier(THREADS)
    found = []

    def ask():
        with app.app_context():
            together.wait()
            found.append(deployment.latest_definition("user_task"))

    threads = [Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert built == ["user_task"]
    assert len(found) == THREADS
    assert all(definition is found[0] for definition in found)


def test_a_warm_definition_costs_no_statement(engine):
    engine.deploy("user_task")
    definition = deployment.latest_definition("user_task")
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert deployment.latest_definition("user_task") is definition
        assert deployment.definition(definition.id) is definition
        assert deployment.definition_by_version(definition.key, definition.version) is definition
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert statements == []


def test_versions_that_nobody_runs_are_forgotten(engine, monkeypatch):
    monkeypatch.setattr(catalogue, "MOST_KEPT", 2)
    content = (DIAGRAMS / "user_task.bpmn").read_text()
    for number in range(4):
        files = {
            "user_task.bpmn": content.replace("<bpmn:startEvent", f"<!-- {number} --><bpmn:startEvent", 1).encode()
        }
        deploy(files, name="test", actor=SYSTEM)
    first = ref(deployment.definition_by_version("user_task", 1))
    for version in (2, 3, 4):
        deployment.definition_by_version("user_task", version)
    gc.collect()
    assert first() is None
    assert deployment.definition_by_version("user_task", 1).version == 1
