"""The templates that Camunda Modeler and the bundled editor offer are valid and say what the registry says."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from marshmallow import Schema, fields, validate

from app.engine.dialect.element_templates import element_templates
from app.engine.ground.service_tasks import service_task, service_tasks

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "element-templates.schema.json").read_text(encoding="utf-8"))


class MailInputs(Schema):
    to = fields.String(required=True, metadata={"label": {"ru": "Кому", "en": "To"}})
    kind = fields.String(validate=validate.OneOf(["plain", "rich"]))
    values = fields.Dict()


class MailOutputs(Schema):
    message_id = fields.String(metadata={"label": {"ru": "Номер письма", "en": "Message number"}})


@pytest.fixture
def mail():
    service_task(
        "template.mail",
        name={"ru": "Послать письмо", "en": "Send mail"},
        description={"ru": "Шлёт письмо.", "en": "Sends a mail."},
        inputs=MailInputs,
        outputs=MailOutputs,
    )(lambda unit, execution, inputs: None)
    yield lambda language: next(each for each in element_templates(language) if each["id"] == "dealflow.template.mail")
    service_tasks.unregister("template.mail")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_all_templates_fit_the_schema(mail, language):
    for template in element_templates(language):
        assert list(Draft7Validator(SCHEMA).iter_errors(template)) == []


def test_there_is_one_template_for_each_topic(mail):
    ids = [template["id"] for template in element_templates()]
    assert ids == [f"dealflow.{topic}" for topic in service_tasks.topics()]


def test_template_calls_the_topic(mail):
    values = {item["binding"].get("name"): item.get("value") for item in mail("ru")["properties"]}
    assert values["camunda:type"] == "external"
    assert values["camunda:topic"] == "template.mail"


def test_words_are_in_the_asked_language(mail):
    assert (mail("ru")["name"], mail("en")["description"]) == ("Послать письмо", "Sends a mail.")
    assert "Кому" in [item.get("label") for item in mail("ru")["properties"]]


def test_needed_inputs_are_not_left_empty(mail):
    by_name = {item["binding"].get("name"): item for item in mail("en")["properties"]}
    assert by_name["to"]["constraints"] == {"notEmpty": True}
    assert by_name["values"]["type"] == "Text"
    assert [choice["value"] for choice in by_name["kind"]["choices"]] == ["plain", "rich"]


def test_outputs_are_read_from_the_result(mail):
    sources = [item["binding"].get("source") for item in mail("en")["properties"]]
    assert "=result.message_id" in sources
