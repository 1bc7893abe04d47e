"""Processes and messages that somebody asks for by name."""

import pytest

from app.engine import NotFound, correlate_message, start_process, unit_of_work
from tests.engine import sample
from tests.engine.conftest import ANNA


@pytest.mark.parametrize(("key", "version"), [("nothing", None), ("receive_task", 2)])
def test_a_process_or_a_version_that_is_not_there_is_not_started(engine, key, version):
    engine.deploy("receive_task")
    with pytest.raises(NotFound), unit_of_work(ANNA) as unit:
        start_process(unit, key, version=version)
    assert engine.instances() == []


def test_a_message_without_keys_is_heard_by_the_one_that_waits(engine):
    engine.deploy("receive_task")
    record_id = sample.make_record()
    instance_id = engine.start("receive_task", record_id)
    with unit_of_work(ANNA) as unit:
        heard = correlate_message(unit, "reply", record=(sample.SAMPLE, record_id))
    assert [(runtime.id, started) for runtime, started in heard] == [(instance_id, False)]
    assert engine.tasks() == ["work"]
