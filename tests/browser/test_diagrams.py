"""Diagrams of every make are drawn on the card, each its own; one that cannot be drawn stops no other."""

import pytest
from playwright.sync_api import expect

from app.engine import SYSTEM, deploy

HEAD = """<?xml version="1.0" encoding="{encoding}"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
 xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
 id="d_{key}" targetNamespace="http://example">"""
PROCESS = """<bpmn:process id="{key}" name="{name}" isExecutable="true">
 <bpmn:extensionElements><camunda:properties><camunda:property name="recordType" value="deal"/></camunda:properties>
 </bpmn:extensionElements><bpmn:startEvent id="{key}_s"/>
 <bpmn:sequenceFlow id="{key}_f1" sourceRef="{key}_s" targetRef="{key}_t"/>
 <bpmn:userTask id="{key}_t" name="Проверить: {name}" camunda:assignee="director"/>
 <bpmn:sequenceFlow id="{key}_f2" sourceRef="{key}_t" targetRef="{key}_e"/><bpmn:endEvent id="{key}_e"/>
 </bpmn:process>"""
PICTURE = """<bpmndi:BPMNDiagram id="{key}_p"><bpmndi:BPMNPlane id="{key}_pl" bpmnElement="{key}">
 <bpmndi:BPMNShape id="{key}_ss" bpmnElement="{key}_s"><dc:Bounds x="60" y="122" width="36" height="36"/>
 </bpmndi:BPMNShape><bpmndi:BPMNShape id="{key}_st" bpmnElement="{key}_t">
 <dc:Bounds x="160" y="100" width="100" height="80"/></bpmndi:BPMNShape>
 <bpmndi:BPMNShape id="{key}_se" bpmnElement="{key}_e"><dc:Bounds x="320" y="122" width="36" height="36"/>
 </bpmndi:BPMNShape><bpmndi:BPMNEdge id="{key}_e1" bpmnElement="{key}_f1"><di:waypoint x="96" y="140"/>
 <di:waypoint x="160" y="140"/></bpmndi:BPMNEdge><bpmndi:BPMNEdge id="{key}_e2" bpmnElement="{key}_f2">
 <di:waypoint x="260" y="140"/><di:waypoint x="320" y="140"/></bpmndi:BPMNEdge></bpmndi:BPMNPlane>
 </bpmndi:BPMNDiagram>"""


def file(encoding: str, *keys: str, drawn: bool = True) -> bytes:
    """A diagram with a process, and its picture, for each key."""
    processes = [PROCESS.format(key=key, name=f"Вид {key}") for key in keys]
    pictures = [PICTURE.format(key=key) for key in keys if drawn]
    head = HEAD.format(encoding=encoding, key=keys[0])
    return "\n".join([head, *processes, *pictures, "</bpmn:definitions>"]).encode(encoding)


FILES = {
    "wide.bpmn": file("UTF-16", "wide"),
    "narrow.bpmn": file("windows-1251", "narrow"),
    "both.bpmn": file("UTF-8", "first", "second"),
    "blind.bpmn": file("UTF-8", "blind", drawn=False),
}
DRAWN = ("wide", "narrow", "first", "second")


@pytest.fixture
def deal_id(live_server, records, people):
    with live_server.app.app_context():
        deploy(FILES, name="Всякие", actor=SYSTEM)
    return records.new("manager", "deal", name="Поставка", manager=people["manager"].id)


def test_each_is_drawn_with_its_token_and_its_words_and_one_without_a_picture_is_told(visit, deal_id):
    page = visit("director", f"/deals/{deal_id}?tab=process", language="ru")
    frames = page.locator("[data-diagram][data-drawn]")
    expect(frames).to_have_count(len(DRAWN) + 1)  # and the shipped one
    for key in DRAWN:
        frame = frames.filter(has=page.locator(f'[data-element-id="{key}_t"]'))
        expect(frame).to_have_count(1)
        expect(frame.locator(f'.djs-element.token[data-element-id="{key}_t"]')).to_be_visible()
        assert f"Вид{key}" in "".join(frame.locator(f'[data-element-id="{key}_t"] text').all_text_contents()).replace(
            " ", ""
        )
    expect(page.locator(".process-steps")).to_contain_text("Проверить: Вид blind")
