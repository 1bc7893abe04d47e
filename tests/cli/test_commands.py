"""The command line."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from app.cli import commands

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


def test_deploying_a_broken_diagram_names_file_line_and_element(tmp_path, crm):
    broken = (ROOT / "bpmn" / "lead.bpmn").read_text(encoding="utf-8").replace("lead.manager", "lead.menager")
    path = tmp_path / "lead.bpmn"
    path.write_text(broken, encoding="utf-8")
    done = run(tmp_path, "deploy", str(path), DATABASE_URL=crm.config["SQLALCHEMY_DATABASE_URI"])
    assert done.returncode == 1
    assert "lead.bpmn:" in done.stderr
    assert "menager" in done.stderr
    assert "Traceback" not in done.stderr
