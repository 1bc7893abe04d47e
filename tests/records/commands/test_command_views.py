"""Views of records without rights are made by commands alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.engine import unit_of_work
from app.records.commands.command_views import CommandView, CommandViews
from app.records.rights.feel_views import ReadableView, ReaderViews, RecordView
from app.records.types import registry
from tests.records.samples import new

ROOT = Path(__file__).parents[3]
MISUSE = {
    "no unit": "CommandView(None, registry['deal'], 1)",
    "a person in its place": "CommandViews(SYSTEM)",
    "one without the other": "ReadableView(registry['deal'], 1)",
}


def test_a_command_reads_what_its_actor_may_not(actors):
    lead = new(actors["director"], "lead", name="Тайна", manager=actors["director"].id)
    with unit_of_work(actors["observer"]) as unit:
        assert CommandViews(unit).record(registry["lead"], lead)["name"] == "Тайна"
    assert ReaderViews(actors["observer"]).record(registry["lead"], lead)["name"] is None
    assert ReaderViews(None).record(registry["lead"], lead)["name"] is None


def test_a_view_of_no_record_says_nothing(actors):
    with unit_of_work(actors["director"]) as unit:
        nothing = CommandViews(unit).record(registry["lead"], None)
        assert (nothing["id"], nothing["name"], nothing["display_name"]) == (None, None, None)


def test_what_a_view_leads_to_is_read_with_the_same_rights(actors):
    director, observer = actors["director"], actors["observer"]
    company = new(director, "counterparty", full_organization_name="Тайна")
    deal = new(director, "deal", name="Своя", manager=observer.id, counterparty=company)
    seen = [ReadableView(registry["deal"], deal, each)["counterparty"] for each in (director, observer)]
    assert [each["full_organization_name"] for each in seen] == ["Тайна", None]
    with unit_of_work(observer) as unit:
        assert CommandView(unit, registry["deal"], deal)["counterparty"]["full_organization_name"] == "Тайна"


def test_the_two_kinds_of_views_are_types_of_their_own():
    assert not issubclass(CommandView, ReadableView)
    assert not issubclass(ReadableView, CommandView)
    with pytest.raises(TypeError):
        RecordView(registry["deal"], 1)  # type: ignore[call-arg]


@pytest.fixture(scope="module")
def refused_by_types(tmp_path_factory) -> set[str]:
    """The names of the misuses that mypy refuses; it reads the whole application, so it is asked once."""
    module = tmp_path_factory.mktemp("misuse") / "misuse.py"
    lines = [
        "from app.engine import SYSTEM",
        "from app.records.commands.command_views import CommandView, CommandViews",
        "from app.records.rights.feel_views import ReadableView",
        "from app.records.types import registry",
        "used = (SYSTEM, CommandView, CommandViews, ReadableView, registry)",
    ]
    places = {f"misuse.py:{place}: error": name for place, name in enumerate(MISUSE, len(lines) + 1)}
    module.write_text("\n".join([*lines, *MISUSE.values()]), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(ROOT / ".mypy_cache"), str(module)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    return {name for place, name in places.items() if place in said}


@pytest.mark.parametrize("name", MISUSE)
def test_the_types_refuse_a_view_whose_reader_is_not_said(refused_by_types, name):
    assert name in refused_by_types
