"""The engine in a Flask application of its own: one process, one record type, one service task.

Run it from the project's folder: `python docs/examples/engine_alone.py`
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from flask import Flask
from marshmallow import Schema, fields

from app import i18n
from app.db import db
from app.engine import Actor, complete_task, deploy, service_task, start_process, unit_of_work
from app.engine.models import UserTask
from app.settings import read_settings

DIAGRAM = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="example"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
  <process id="order" name="Order" isExecutable="true">
    <startEvent id="ordered"/>
    <sequenceFlow id="to_approve" sourceRef="ordered" targetRef="approve"/>
    <userTask id="approve" name="Approve the order" camunda:candidateGroups="managers">
      <extensionElements><camunda:properties>
        <camunda:property name="outcome:yes" value="Approve"/>
        <camunda:property name="outcome:no" value="Refuse"/>
      </camunda:properties></extensionElements>
    </userTask>
    <sequenceFlow id="to_tell" sourceRef="approve" targetRef="tell"/>
    <serviceTask id="tell" name="Tell the customer" camunda:type="external" camunda:topic="example.tell">
      <extensionElements><camunda:inputOutput>
        <camunda:inputParameter name="words">=if outcome = "yes" then "It comes." else "Sorry."</camunda:inputParameter>
      </camunda:inputOutput></extensionElements>
    </serviceTask>
    <sequenceFlow id="to_end" sourceRef="tell" targetRef="done"/>
    <endEvent id="done"/>
  </process>
</definitions>"""


class Tell(Schema):
    words = fields.String(required=True)


@service_task("example.tell", name={"ru": "Сообщить", "en": "Tell the customer"}, inputs=Tell)
def tell(unit, execution, inputs):
    """Called in the transaction of the command; what is printed here would be an owed effect in earnest."""
    print(f"told: {inputs['words']}")


def main() -> None:
    application = Flask("example")
    application.config.update(SETTINGS=read_settings(), SQLALCHEMY_DATABASE_URI="sqlite://")
    db.init_app(application)
    i18n.init_app(application)
    anna = Actor(1, "anna", "Anna", frozenset({"managers"}))
    with application.app_context():
        db.create_all()
        deploy({"order.bpmn": DIAGRAM.encode()}, name="first", actor=anna)
        with unit_of_work(anna) as unit:
            start_process(unit, "order")
        task = db.session.query(UserTask).one()
        print(f"asked: {i18n.localized(task.name)} ({', '.join(choice['id'] for choice in task.outcomes)})")
        with unit_of_work(anna) as unit:
            complete_task(unit, task.id, "yes")


if __name__ == "__main__":
    main()
