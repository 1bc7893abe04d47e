"""What diagrams may do to records."""

import pytest

from app.engine import Execution, service_tasks, unit_of_work


@pytest.mark.parametrize(
    ("topic", "inputs"), [("status.set", {"status": "won"}), ("record.update", {"values": {"name": "Заявка"}})]
)
def test_a_process_about_no_record_says_that_it_has_none_to_change(actors, topic, inputs):
    running = Execution(None, "task", {"ru": "Задача"}, None, None, {}, {}, "1")
    with unit_of_work(actors["manager"]) as unit, pytest.raises(LookupError, match="не по записи"):
        service_tasks.get(topic).function(unit, running, inputs)
