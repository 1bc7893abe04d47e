"""A diagram waits for a computed value as for any other."""

import pytest

from app.db import db
from app.engine import SYSTEM, deploy, start_process, unit_of_work
from app.engine.models import ProcessInstance
from app.records.commands.update import update_record

SUGAR = {"article": "Сахар", "quantity": "3", "price": "100.10"}
DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://dealflow/bpmn">
  <bpmn:process id="large_order" isExecutable="true" camunda:historyTimeToLive="P30D">
    <bpmn:extensionElements><camunda:properties><camunda:property name="recordType" value="supply_order"/></camunda:properties></bpmn:extensionElements>
    <bpmn:startEvent id="begin"><bpmn:outgoing>toLarge</bpmn:outgoing></bpmn:startEvent>
    <bpmn:intermediateCatchEvent id="large"><bpmn:incoming>toLarge</bpmn:incoming><bpmn:outgoing>toEnd</bpmn:outgoing>
      <bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">CONDITION</bpmn:condition></bpmn:conditionalEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:endEvent id="end"><bpmn:incoming>toEnd</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="toLarge" sourceRef="begin" targetRef="large"/>
    <bpmn:sequenceFlow id="toEnd" sourceRef="large" targetRef="end"/>
  </bpmn:process>
</bpmn:definitions>
"""  # noqa: E501


@pytest.mark.parametrize(
    "condition",
    ["supply_order.amount &gt; 1000", "some line in supply_order.lines satisfies line.total &gt; 1000"],
    ids=["of the record", "of a row"],
)
def test_it_goes_on_when_a_changed_row_makes_the_value_large_enough(order, new_order, actors, condition):
    deploy({"large_order.bpmn": DIAGRAM.replace("CONDITION", condition).encode()}, name="test", actor=SYSTEM)
    order_id = new_order(lines=[SUGAR])
    with unit_of_work(actors["manager"]) as unit:
        instance_id = start_process(unit, "large_order", "supply_order", order_id).id
    for quantity, ended in (("9", False), ("10", True)):
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, order, order_id, {"lines": [{**SUGAR, "quantity": quantity}]})
        db.session.expire_all()
        assert (db.session.get_one(ProcessInstance, instance_id).ended_at is not None) is ended
