"""Bring an installation up to date: migrations, shipped artifacts, groups, demo data on the very first start."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import Select, func, select

from app.access.commands import ensure_shipped_groups
from app.access.models import Person
from app.cli.problems import problem_line
from app.db import db
from app.engine import SYSTEM, DeploymentRefused, deploy
from app.engine.deploying import known_suffixes
from app.engine.models import Artifact, Deployment
from app.packages import package_artifacts
from app.records.demo import load_demo
from app.records.lifecycle.current import find_lifecycle
from app.records.process import artifact_kinds  # noqa: F401  (registers lifecycles and forms, whose suffixes `collect` asks for)
from app.records.tasks.leaving import give_back_tasks
from app.records.types import registry
from app.records.types.reference_data import ensure_reference_data

ROOT = Path(__file__).parent.parent.parent
SHIPPED = "Dealflow"
_COMMENT = "Shipped with the application"


def prepare(say: Callable[[str], None]) -> None:
    """Make the database ready to serve; does nothing where nothing has changed.

    Parameters:
        say: prints a line for the person who waits.
    """
    upgrade(directory=str(ROOT / "migrations"), revision="heads")  # packages have branches of their own
    ensure_shipped_groups()
    deploy_shipped(say)
    ensure_reference_data()
    give_back_tasks()
    if current_app.config["SETTINGS"].demo and db.session.scalar(select(func.count()).select_from(Person)) == 0:
        year = current_app.config["SETTINGS"].demo_year
        say("Loading the demo data: a year of work takes up to a minute…" if year else "Loading the demo data…")
        load_demo(year)
    db.session.remove()


def shipped_files() -> dict[str, bytes]:
    """The artifacts that ship, by file name."""
    files: dict[str, bytes] = {}
    for name, content in collect([*(ROOT / folder for folder in ("bpmn", "forms", "templates")), *package_artifacts()]):
        if name in files:
            raise ValueError(f"two artifacts that ship have the name {name}: give one of them another name")
        files[name] = content
    return files


def collect(paths: list[Path]) -> list[tuple[str, bytes]]:
    """Read artifacts from files, and from folders with what is in them; a file that is named is taken as it is."""
    files: dict[Path, bytes] = {}
    suffixes = tuple(known_suffixes())
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for each in inside:
            if each.is_file() and (each == path or each.name.endswith(suffixes)):
                files[each.resolve()] = each.read_bytes()
    return [(path.name, content) for path, content in files.items()]


def deploy_shipped(say: Callable[[str], None], files: Mapping[str, bytes] | None = None) -> None:
    """Deploy what ships and is new; a file that an analyst has changed here since is left as it is.

    What is shipped and does not fit what was changed here is not deployed either, and said.

    Parameters:
        say: prints a line for the person who waits.
        files: what ships, by file name; by default the artifacts beside the code.

    Raises:
        DeploymentRefused: nothing is deployed yet, and what ships is wrong.
    """
    latest = {row.file_name: row for row in db.session.execute(_artifacts().where(Artifact.is_latest))}
    known = set(db.session.scalars(select(Artifact.digest)))
    shipped = {row.digest for row in db.session.execute(_artifacts()) if _is_shipped(row)}
    db.session.rollback()
    changed, kept = {}, []
    for name, content in (shipped_files() if files is None else files).items():
        there = latest.get(name)
        digest = hashlib.sha256(content).hexdigest()
        if there is not None and there.digest == digest:
            continue
        if there is None or _is_shipped(there) or there.digest in shipped:
            changed[name] = content
        elif digest not in known:
            kept.append(name)
    if changed:
        _deploy(changed, say, first=not latest)
    for name in kept:
        say(f"{name}: changed here, so the new shipped version was not deployed (run.py deploy to take it).")
    for record_type in registry:
        if find_lifecycle(record_type.name) is None:
            say(f"Nobody may see {record_type.plural}: there is no {record_type.name}.lifecycle.yaml to say who.")


def _artifacts() -> Select[str, str, str, str, int | None]:
    columns = select(Artifact.file_name, Artifact.digest, Deployment.name, Deployment.comment, Deployment.author_id)
    return columns.join(Deployment, Deployment.id == Artifact.deployment_id)


def _is_shipped(row: Any) -> bool:
    return (row.name, row.comment, row.author_id) == (SHIPPED, _COMMENT, None)


def _deploy(files: Mapping[str, bytes], say: Callable[[str], None], first: bool) -> None:
    say("Deploying the shipped diagrams and forms…")
    try:
        deploy(files, name=SHIPPED, comment=_COMMENT, actor=SYSTEM)
    except DeploymentRefused as refused:
        if first:
            raise
        for problem in refused.problems:
            if problem.stands_in_the_way(()):
                say(problem_line(problem))
        say(
            "The new shipped versions do not fit what was changed here: they were not deployed, and what was in force"
            f" stays: {', '.join(files)}. Bring them together and publish them with run.py deploy."
        )
