"""A world for a whole module, on SQLite and on PostgreSQL."""

from contextlib import ExitStack
from unittest.mock import patch

import pytest

from app.clock import clock
from app.db import db
from app.engine import effect_handler, set_record_host
from app.engine.background import effects
from app.engine.ground.service_tasks import service_tasks
from tests.engine import sample
from tests.engine.conftest import make_engine_app
from tests.engine.faults.world import World
from tests.postgresql import new_database

DIAGRAMS = (
    "user_task.bpmn",
    "parallel_loop.bpmn",
    "boundary_timer.bpmn",
    "sub_process.bpmn",
    "status_life.bpmn",
    "conditional_boundary.bpmn",
    "signal_catch.bpmn",
    "technical_failure.bpmn",
    "owed_effect.bpmn",
    "jobs.bpmn",
    "external_task.bpmn",
    "drag.bpmn",
)


@pytest.fixture(scope="module")
def world(request, module_database, tmp_path_factory):
    """Durable: SQLite writes ahead and waits for the disk."""
    with ExitStack() as stack:
        url = None
        if module_database == "postgresql":
            url = stack.enter_context(new_database(request.getfixturevalue("postgresql_address")))
        app = make_engine_app(tmp_path_factory.mktemp("world"), url)
        stack.enter_context(patch.object(service_tasks, "_by_topic", {}))
        stack.enter_context(patch.object(effects, "_handlers", {}))
        sample.register_service_tasks()
        set_record_host(sample.SampleHost())
        stack.enter_context(app.app_context())
        db.create_all()
        found = World(app, *DIAGRAMS)
        effect_handler("sample.mail")(lambda payload, key: found.sent.append(key))
        yield found
        db.session.remove()
        db.engine.dispose()
        set_record_host(None)
        clock.reset()
