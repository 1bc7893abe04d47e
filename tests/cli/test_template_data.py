import json

import pytest

from app.cli.anonymise import anonymise
from app.cli.template_data import template_data
from tests.records.samples import new


@pytest.fixture
def lead(crm, actors) -> str:
    return str(new(actors["manager"], "lead", name="Поставка", manager=actors["manager"].id))


def test_it_shows_what_a_person_may_read(crm, lead):
    done = crm.test_cli_runner().invoke(template_data, ["lead", lead, "--as", "manager"])
    assert (done.exit_code, json.loads(done.output)["name"]) == (0, "Поставка")


@pytest.mark.parametrize("login", ["observer", "nobody"])
def test_others_see_nothing(crm, lead, login):
    done = crm.test_cli_runner().invoke(template_data, ["lead", lead, "--as", login])
    assert (done.exit_code, "Поставка" in done.output) == (1, False)
    assert login in done.output


@pytest.mark.parametrize("command", [template_data, anonymise])
def test_an_unknown_record_type_is_told_with_those_that_there_are(crm, command):
    done = crm.test_cli_runner().invoke(command, ["leed", "1"])
    assert done.exit_code == 2
    assert "There is no record type leed. There are: " in done.output
    assert "lead" in done.output
