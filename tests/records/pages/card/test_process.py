"""The diagram of a record knows where the record stands and which way it came."""

import pytest
from sqlalchemy import select, update

from app.db import db
from app.engine import SYSTEM, deploy
from app.engine.deploying.catalogue import _catalogues
from app.engine.models import Artifact
from tests.records.samples import move, new
from tests.visitors import signed_in


@pytest.fixture
def deal_id(actors):
    return new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id)


def test_the_viewer_gets_diagram_tokens_and_way(crm, deal_id):
    [diagram] = signed_in(crm, "manager").get(f"/deals/{deal_id}/process").json
    assert "<bpmn:definitions" in diagram["xml"]
    assert [token["element"] for token in diagram["tokens"]] == ["statusRequestedEvent"]
    assert "created" in diagram["elements"]
    assert "created_to_fork" in diagram["flows"]


def test_the_token_says_who_is_waited_for(crm, actors, deal_id):
    for status in ("firstContact", "decision"):
        move(actors["manager"], "deal", deal_id, status)
    [diagram] = signed_in(crm, "director").get(f"/deals/{deal_id}/process").json
    [token] = [token for token in diagram["tokens"] if token["element"] == "decision"]
    assert "Commercial director" in token["words"]


def test_the_same_stands_on_the_page_in_words(crm, actors, deal_id):
    page = signed_in(crm, "manager").get(f"/deals/{deal_id}?tab=process").text
    assert "Status requested" in page
    assert "A change of status" in page


NO_PICTURE = """<?xml version="1.0" encoding="{encoding}"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" id="d" targetNamespace="http://example">
 <bpmn:process id="checking" name="Проверка" isExecutable="true">
  <bpmn:extensionElements><camunda:properties>
   <camunda:property name="recordType" value="deal"/></camunda:properties></bpmn:extensionElements>
  <bpmn:startEvent id="s" name="Начато"/><bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="inner"/>
  <bpmn:subProcess id="inner" name="Внутри"><bpmn:startEvent id="s2"/>
   <bpmn:sequenceFlow id="f3" sourceRef="s2" targetRef="t"/>
   <bpmn:userTask id="t" name="Проверить" camunda:assignee="director"/>
   <bpmn:sequenceFlow id="f4" sourceRef="t" targetRef="e2"/><bpmn:endEvent id="e2"/></bpmn:subProcess>
  <bpmn:sequenceFlow id="f2" sourceRef="inner" targetRef="e"/><bpmn:endEvent id="e"/>
 </bpmn:process>{picture}
</bpmn:definitions>"""
PICTURE = """<bpmndi:BPMNDiagram id="p"><bpmndi:BPMNPlane id="pl" bpmnElement="checking">
  <bpmndi:BPMNShape id="inner_shape" bpmnElement="inner" isExpanded="false">
  <dc:Bounds x="200" y="100" width="100" height="80"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"""


@pytest.fixture
def beside(crm, actors):
    """`beside(content)`: a new deal on which another diagram runs beside the shipped one."""

    def start(content: bytes) -> int:
        deploy({"checking.bpmn": content}, name="Проверка", actor=SYSTEM)
        return new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id)

    return start


def test_a_diagram_without_a_picture_is_told_in_steps_and_stops_no_other(crm, beside):
    deal_id = beside(NO_PICTURE.format(encoding="UTF-8", picture="").encode())
    page = signed_in(crm, "manager", language="ru").get(f"/deals/{deal_id}?tab=process").text
    assert "Проверить" in page.split("process-steps")[1]
    drawn = {each["process"]: each["xml"] for each in diagrams_of(crm, deal_id)}
    assert drawn["checking"] == ""
    assert "<bpmn:definitions" in drawn["deal"]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "windows-1251"])
def test_a_diagram_is_read_as_its_prolog_says(crm, beside, encoding):
    content = NO_PICTURE.format(encoding=encoding, picture=PICTURE).encode(encoding)
    deal_id = beside(content)
    for language in ("ru", "en"):
        [diagram] = [each for each in diagrams_of(crm, deal_id, language) if each["process"] == "checking"]
        assert "Проверить" in diagram["xml"]
    served = signed_in(crm, "analyst").get("/engine-rest/process-definition/key/checking/xml").json["bpmn20Xml"]
    assert "Проверить" in served
    stored = select(Artifact.content).where(Artifact.file_name == "checking.bpmn")
    assert db.session.scalar(stored) == content


def test_a_token_knows_the_sub_processes_around_it(crm, beside):
    deal_id = beside(NO_PICTURE.format(encoding="UTF-8", picture=PICTURE).encode())
    [diagram] = [each for each in diagrams_of(crm, deal_id) if each["process"] == "checking"]
    assert {token["element"]: token["within"] for token in diagram["tokens"]} == {"t": ["inner"]}


def test_a_broken_file_in_the_database_is_shown_as_broken_and_others_work(crm, beside):
    deal_id = beside(NO_PICTURE.format(encoding="UTF-8", picture=PICTURE).encode())
    db.session.execute(update(Artifact).where(Artifact.file_name == "checking.bpmn").values(content=b"<broken"))
    db.session.commit()
    _catalogues.pop(db.engine)  # as after a new start
    visitor = signed_in(crm, "manager")
    assert "publish it again" in visitor.get(f"/deals/{deal_id}?tab=process").text
    assert "<bpmn:definitions" in {each["process"]: each["xml"] for each in diagrams_of(crm, deal_id)}["deal"]
    for address in (f"/deals/{deal_id}", "/deals", "/deals/board", "/tasks"):
        assert visitor.get(address).status_code == 200, address
    for address in ("/studio/artifacts", "/studio/artifacts/process/checking", "/studio/deployment"):
        assert signed_in(crm, "analyst").get(address).status_code == 200, address


def diagrams_of(crm, deal_id, language="en") -> list[dict]:
    return signed_in(crm, "manager", language=language).get(f"/deals/{deal_id}/process").json


WAITING = {
    "At ": '<bpmn:intermediateCatchEvent id="w"><bpmn:timerEventDefinition id="td">'
    "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>{flows}</bpmn:intermediateCatchEvent>",
    "A change of the record, since ": '<bpmn:intermediateCatchEvent id="w"><bpmn:conditionalEventDefinition id="cd">'
    "<bpmn:condition>deal.amount &gt; 5</bpmn:condition></bpmn:conditionalEventDefinition>{flows}"
    "</bpmn:intermediateCatchEvent>",
    "Goes on by itself, since ": '<bpmn:manualTask id="w" camunda:asyncBefore="true">{flows}</bpmn:manualTask>',
    "An external worker, since ": '<bpmn:serviceTask id="w" camunda:type="external" camunda:topic="elsewhere">{flows}'
    "</bpmn:serviceTask>",
    "An event, since ": '<bpmn:intermediateCatchEvent id="w"><bpmn:signalEventDefinition id="sd" signalRef="sig"/>'
    "{flows}</bpmn:intermediateCatchEvent>",
}


@pytest.mark.parametrize(("words", "element"), WAITING.items())
def test_a_token_says_what_it_waits_for(crm, beside, words, element):
    drawn = element.replace("{flows}", "<bpmn:incoming>g1</bpmn:incoming><bpmn:outgoing>g2</bpmn:outgoing>")
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="http://example">
 <bpmn:signal id="sig" name="sig"/>
 <bpmn:process id="checking" name="Проверка" isExecutable="true">
  <bpmn:extensionElements><camunda:properties>
   <camunda:property name="recordType" value="deal"/></camunda:properties></bpmn:extensionElements>
  <bpmn:startEvent id="s"/><bpmn:sequenceFlow id="g1" sourceRef="s" targetRef="w"/>
  {drawn}
  <bpmn:sequenceFlow id="g2" sourceRef="w" targetRef="e"/><bpmn:endEvent id="e"/>
 </bpmn:process>
</bpmn:definitions>"""
    deal_id = beside(content.encode())
    [diagram] = [each for each in diagrams_of(crm, deal_id) if each["process"] == "checking"]
    [token] = diagram["tokens"]
    assert (token["element"], token["words"].startswith(words)) == ("w", True), token


CALLED = """<bpmn:process id="called" name="Вызванный" isExecutable="true">
  <bpmn:startEvent id="cs"/><bpmn:sequenceFlow id="c1" sourceRef="cs" targetRef="ct"/>
  <bpmn:userTask id="ct" name="Внутри" camunda:assignee="director"/>
  <bpmn:sequenceFlow id="c2" sourceRef="ct" targetRef="ce"/><bpmn:endEvent id="ce"/></bpmn:process>"""


def test_a_process_that_waits_in_a_called_one_stands_at_its_call(crm, beside):
    head, _, rest = NO_PICTURE.format(encoding="UTF-8", picture="").partition('<bpmn:subProcess id="inner"')
    rest = rest.partition("</bpmn:subProcess>")[2]
    call = '<bpmn:callActivity id="inner" name="Согласовать" calledElement="called"/>'
    whole = "".join((head, call, rest))
    deal_id = beside(whole.replace("</bpmn:definitions>", f"{CALLED}</bpmn:definitions>").encode())
    page = signed_in(crm, "manager", language="en").get(f"/deals/{deal_id}?tab=process").text
    assert "Another process, since" in page
    assert "Nothing is waited for" not in page
    [diagram] = [each for each in diagrams_of(crm, deal_id) if each["process"] == "checking"]
    assert [token["element"] for token in diagram["tokens"]] == ["inner"]
