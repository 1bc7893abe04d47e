"""Widgets and tabs that packages bring, and the order in which a lifecycle file wants them."""

import re
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader

from app.engine import SYSTEM, DeploymentRefused, deploy
from app.i18n import localized
from app.records.types import card as parts
from app.records.types.card import SIDE, Tab, Widget, register_tab, register_widget
from tests.records.samples import new
from tests.visitors import signed_in

BPMN = Path(__file__).parents[4] / "bpmn"


@pytest.fixture
def deal_id(actors):
    return new(actors["manager"], "deal", name="Поставка снеков", manager=actors["manager"].id)


@pytest.fixture
def weather(crm, monkeypatch):
    """A widget and a tab of another package, which deals have."""
    monkeypatch.setattr(parts, "_widgets", dict(parts._widgets))
    monkeypatch.setattr(parts, "_tabs", dict(parts._tabs))
    templates = {
        "weather/widget.html": "It is {{ context.degrees }} degrees.",
        "weather/tab.html": '{% extends "base.html" %}{% block page %}'
        '{% include "records/card/head.html" %}Rain{% endblock %}',
    }
    cards = crm.blueprints["card"]
    monkeypatch.setattr(cards, "jinja_loader", ChoiceLoader([DictLoader(templates), cards.jinja_loader]))

    def applies(card):
        return card.record_type.name == "deal"

    register_widget(
        Widget("weather", "Weather", SIDE, 1, "weather/widget.html", lambda _card: {"degrees": 21}, applies=applies)
    )
    register_tab(Tab("weather", "Weather", 20, "weather/tab.html", applies=applies))


def widgets_of(page: str) -> list[str]:
    return re.findall(r'data-widget="([\w-]+)"', page)


def deploy_lifecycle(card: str) -> None:
    text = (BPMN / "deal.lifecycle.yaml").read_text(encoding="utf-8")
    deploy({"deal.lifecycle.yaml": f"{text}\ncard: {card}\n".encode()}, name="card", actor=SYSTEM)


def test_a_widget_of_a_package_is_drawn_in_its_place_and_alone(crm, weather, deal_id):
    manager = signed_in(crm, "manager")
    page = manager.get(f"/deals/{deal_id}").text
    side = page.split("card-side")[1]
    assert widgets_of(side)[0] == "weather"
    assert "It is 21 degrees." in side
    assert "It is 21 degrees." in manager.get(f"/deals/{deal_id}/widget/weather", htmx=True).text


def test_a_widget_stays_folded(crm, weather, deal_id):
    manager = signed_in(crm, "manager")
    manager.post("/card/fold", {"widget": "weather", "folded": "true"})
    assert re.search(r'data-widget="weather"\s*>', manager.get(f"/deals/{deal_id}").text)


def test_a_tab_of_a_package_opens(crm, weather, deal_id):
    page = signed_in(crm, "manager").get(f"/deals/{deal_id}?tab=weather").text
    assert "Rain" in page
    assert re.search(r'tab=weather" aria-current="page" data-shortcut="7"', page)


def test_a_card_to_which_they_do_not_apply_has_neither(crm, weather, actors):
    lead = new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)
    manager = signed_in(crm, "manager")
    assert "weather" not in manager.get(f"/leads/{lead}").text
    assert manager.get(f"/leads/{lead}/widget/weather", htmx=True).status_code == 302
    assert "Rain" not in manager.get(f"/leads/{lead}?tab=weather").text


def test_the_lifecycle_file_chooses_and_orders_the_widgets(crm, deal_id):
    deploy_lifecycle("[contacts, properties, status]")
    assert widgets_of(signed_in(crm, "manager").get(f"/deals/{deal_id}").text) == ["properties", "contacts", "status"]


def test_a_field_that_is_saved_refreshes_only_what_the_card_shows(crm, actors, deal_id):
    deploy_lifecycle("[properties, status]")
    answer = signed_in(crm, "manager").post(
        f"/deals/{deal_id}/field/name", {"name": "Поставка чая", "_revision": "1"}, htmx=True
    )
    assert answer.status_code == 200
    assert widgets_of(answer.text) == ["status"]


def test_a_widget_that_is_not_there_is_refused(crm):
    with pytest.raises(DeploymentRefused) as refused:
        deploy_lifecycle("[properties, statuss]")
    [problem] = [each for each in refused.value.problems if each.is_error]
    assert problem.code == "widget-unknown"
    assert "status" in localized(problem.suggestion, "en")
