"""Bring an installation up to date: migrations, shipped artifacts, groups, demo data on the very first start."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import func, select

from app.access.commands import ensure_shipped_groups
from app.access.models import Person
from app.crm.demo import load_demo
from app.crm.reference_data import ensure_reference_data
from app.db import db
from app.engine import SYSTEM, deploy
from app.engine.models import Artifact, Deployment

ROOT = Path(__file__).parent.parent.parent
SHIPPED = "Dealflow"
_SUFFIXES = (".bpmn", ".dmn", ".form", ".lifecycle.yaml", ".docx", ".html", ".txt")


def prepare(say: Callable[[str], None]) -> None:
    """Make the database ready to serve; does nothing where nothing has changed.

    Parameters:
        say: prints a line for the person who waits.
    """
    upgrade(directory=str(ROOT / "migrations"))
    ensure_shipped_groups()
    deploy_shipped(say)
    ensure_reference_data()
    if current_app.config["SETTINGS"].demo and db.session.scalar(select(func.count()).select_from(Person)) == 0:
        say("Loading the demo data…")
        load_demo()
    db.session.remove()


def shipped_files() -> dict[str, bytes]:
    """The artifacts that ship, by file name."""
    return collect([ROOT / folder for folder in ("bpmn", "forms", "templates")])


def collect(paths: list[Path]) -> dict[str, bytes]:
    """Read artifacts from files and folders (with what is in them)."""
    files: dict[str, bytes] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for each in inside:
            if (
                each.is_file()
                and each.name.endswith(_SUFFIXES)
                and (path.is_file() or "element-templates" not in str(each))
            ):
                files[each.name] = each.read_bytes()
    return files


def deploy_shipped(say: Callable[[str], None]) -> None:
    """Deploy what ships and is new; a file that an analyst has changed here since is left as it is."""
    latest = {
        row.file_name: row
        for row in db.session.execute(
            select(Artifact.file_name, Artifact.digest, Deployment.name)
            .join(Deployment, Deployment.id == Artifact.deployment_id)
            .where(Artifact.is_latest)
        )
    }
    known = set(db.session.scalars(select(Artifact.digest)))
    db.session.rollback()
    changed, kept = {}, []
    for name, content in shipped_files().items():
        there = latest.get(name)
        digest = hashlib.sha256(content).hexdigest()
        if there is not None and (there.digest == digest or digest in known):
            continue
        if there is not None and there.name != SHIPPED:
            kept.append(name)
            continue
        changed[name] = content
    if changed:
        say("Deploying the shipped diagrams and forms…")
        deploy(changed, name=SHIPPED, comment="Shipped with the application", actor=SYSTEM)
    for name in kept:
        say(f"{name}: changed here, so the new shipped version was not deployed (run.py deploy to take it).")
