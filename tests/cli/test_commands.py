"""The command line."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from app.engine import SYSTEM, deploy
from run import commands
from tests.records.samples import new

ROOT = Path(__file__).parents[2]
DOCUMENTATION = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def run(tmp_path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "run.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DEALFLOW_DATA": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def documented(command: click.Command, name: str):
    yield name
    if isinstance(command, click.Group):
        for child_name, child in command.commands.items():
            yield from documented(child, f"{name} {child_name}")
        return
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            yield parameter.opts[0]


@pytest.mark.parametrize("name", list(commands.commands))
def test_every_command_and_option_is_documented(name):
    missing = [word for word in documented(commands.commands[name], name) if f"`{word}" not in DOCUMENTATION]
    assert missing == []


def test_a_wrong_setting_is_named_without_a_traceback(tmp_path):
    done = run(tmp_path, "serve", DEALFLOW_PORT="many", DEALFLOW_LANGUAGE="xx")
    assert done.returncode == 2
    assert "DEALFLOW_PORT" in done.stderr
    assert "DEALFLOW_LANGUAGE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_package_that_is_declared_wrongly_is_told_without_a_traceback(tmp_path):
    (tmp_path / "bargains.py").write_text(
        "from dataclasses import replace\nfrom app.crm.deal import deal\nfrom app.records.types import registry\n"
        'def init_app(app):\n    registry.register(replace(deal, name="bargain", plural="bargains", amount="amont"))\n',
        encoding="utf-8",
    )
    done = run(tmp_path, "settings", DEALFLOW_PACKAGES="bargains", PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert "no field “amont”" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_record_types_of_packages_are_known(tmp_path):
    done = run(tmp_path, "anonymise", "supply_order", "1", DEALFLOW_PACKAGES="tests.extension.orders")
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "Would be anonymised")


def test_deploying_a_broken_diagram_names_file_line_and_element(tmp_path, crm):
    broken = (ROOT / "bpmn" / "lead.bpmn").read_text(encoding="utf-8").replace("lead.manager", "lead.menager")
    path = tmp_path / "lead.bpmn"
    path.write_text(broken, encoding="utf-8")
    done = run(tmp_path, "deploy", str(path), DATABASE_URL=crm.config["SQLALCHEMY_DATABASE_URI"])
    assert done.returncode == 1
    assert "lead.bpmn:" in done.stderr
    assert "menager" in done.stderr
    assert "Traceback" not in done.stderr


def test_deploying_tells_what_to_confirm_and_takes_the_confirmation(tmp_path, crm, actors):
    path = tmp_path / "deal.fields.yaml"
    database = crm.config["SQLALCHEMY_DATABASE_URI"]
    deploy(
        {path.name: b"record_type: deal\nfields: [{name: floors, type: integer, label: {ru: A, en: A}}]\n"},
        name="A",
        actor=SYSTEM,
    )
    new(actors["director"], "deal", name="A", floors=3)
    path.write_text("record_type: deal\nfields: []\n", encoding="utf-8")
    asked = run(tmp_path, "deploy", str(path), DATABASE_URL=database)
    name = re.search("--confirm '(.+)'", asked.stderr)[1]
    done = run(tmp_path, "deploy", str(path), "--confirm", name, DATABASE_URL=database)
    assert (asked.returncode, done.returncode) == (1, 0)
    assert "version 2" in done.stdout


@pytest.mark.parametrize("address", ["nonsense", "mysql://root:hidden-word@db/x"])
def test_a_database_of_another_kind_is_named_without_its_password(tmp_path, address):
    done = run(tmp_path, "serve", DATABASE_URL=address)
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr
    assert "hidden-word" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_said_in_words(tmp_path):
    done = run(tmp_path, "serve", DATABASE_URL="postgresql://nobody:hidden-word@127.0.0.1:1/x")
    assert done.returncode == 1
    assert "The database cannot be used" in done.stderr
    assert "hidden-word" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_folder_that_is_a_file_is_said_in_words(tmp_path):
    (tmp_path / "file").touch()
    done = run(tmp_path, "serve", DEALFLOW_DATA=str(tmp_path / "file"))
    assert done.returncode == 2
    assert "DEALFLOW_DATA" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_misspelt_setting_is_not_ignored(tmp_path):
    done = run(tmp_path, "serve", DEALFLOW_PROT="5001")
    assert done.returncode == 2
    assert "Did you mean DEALFLOW_PORT?" in done.stderr


def test_a_command_before_the_first_start_says_what_is_missing(tmp_path):
    done = run(tmp_path, "people", "add", "anna", "--password", "Long-enough-1!")
    assert done.returncode == 1
    assert "start the server once" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_login_that_is_taken_is_said_in_the_language_of_the_command_line(tmp_path, crm):
    done = run(
        tmp_path,
        *("people", "add", "manager", "--password", "Long-enough-1!"),
        DATABASE_URL=crm.config["SQLALCHEMY_DATABASE_URI"],
    )
    assert done.returncode == 1
    assert done.stderr.startswith("login: ")
    assert done.stderr.isascii()


def test_a_python_without_the_packages_is_told_which_one_has_them():
    told = subprocess.run(
        [sys.executable, "-S", "run.py", "settings"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert ".venv/bin/python run.py" in told.stderr
    assert "Traceback" not in told.stderr
