"""The security log: who came in, and who changed what about people, rights and what is published."""

from collections.abc import Mapping
from typing import Any

from flask import g, has_request_context, request
from sqlalchemy import Connection, event, insert
from sqlalchemy.orm import Mapper

from app.access.models import SecurityEvent
from app.clock import clock
from app.db import db, table_of, write_transaction
from app.engine import Actor
from app.engine.models import Artifact, Deployment, WaitingDeployment
from app.i18n import lazy_gettext as _l

KINDS = {
    "sign-in": _l("Signed in"),
    "sign-in-refused": _l("Sign-in refused"),
    "sign-in-slowed": _l("Sign-in slowed down"),
    "sign-out": _l("Signed out"),
    "sessions-ended": _l("Sessions ended"),
    "password-changed": _l("Password changed"),
    "password-reset": _l("Password reset"),
    "person-added": _l("Person added"),
    "person-changed": _l("Person changed"),
    "person-disabled": _l("Person disabled"),
    "person-enabled": _l("Person enabled"),
    "groups-changed": _l("Groups of a person changed"),
    "group-added": _l("Group added"),
    "group-changed": _l("Group changed"),
    "token-made": _l("Token made"),
    "token-revoked": _l("Token revoked"),
    "calendar-address-made": _l("Calendar address made"),
    "calendar-address-revoked": _l("Calendar address revoked"),
    "published": _l("Artifacts published"),
    "rights-published": _l("Rights published"),
    "publication-waits": _l("Publication waits for an administrator"),
    "publication-confirmed": _l("Waiting publication confirmed"),
    "publication-declined": _l("Waiting publication declined"),
    "exported": _l("Records exported"),
    "record-anonymised": _l("Record anonymised"),
    "library-rights": _l("Rights of a library folder changed"),
    "library-removed": _l("Deleted from the library for good"),
}

# Names and values of `data` in words; what is not here is shown as it is.
_WORDS = {
    "by": _l("by"),
    "browser": _l("browser"),
    "program": _l("program"),
    "source": _l("source"),
    "groups": _l("groups"),
    "added": _l("added"),
    "removed": _l("removed"),
    "fields": _l("fields"),
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "middle_name": _l("Middle name"),
    "email": _l("E-mail"),
    "phone": _l("Phone"),
    "job_title": _l("Job title"),
    "line_manager_id": _l("Line manager"),
    "name": _l("name"),
    "sessions": _l("sessions"),
    "tokens": _l("tokens"),
    "person": _l("person"),
    "scopes": _l("scopes"),
    "days": _l("days"),
    "deployment": _l("deployment"),
    "author": _l("Author"),
    "reason": _l("reason"),
    "number": _l("number"),
    "version": _l("version"),
    "rows": _l("rows"),
    "rights": _l("rights"),
}

_LIFECYCLE = ".lifecycle.yaml"


def note(kind: str, subject: str = "", *, actor: Actor | None = None, data: Mapping[str, Any] | None = None) -> None:
    """Write a line into the security log: in the transaction that is open, else in one of its own.

    Parameters:
        kind: one of `KINDS`.
        subject: whom or what it is about (a login, the id of a group, the name of a file); cut off at 255 characters.
        actor: who does it; by default who makes the request.
        data: more, as JSON; never a password or a token.

    Raises:
        KeyError: there is no such kind.
    """
    values = _line(kind, subject, actor or _asking(), data)
    statement = insert(SecurityEvent).values(**values)
    if db.session().info.get("writing"):
        db.session.execute(statement)
        return
    with write_transaction():
        db.session.execute(statement)


def _line(kind: str, subject: str, actor: Actor | None, data: Mapping[str, Any] | None) -> dict[str, Any]:
    if kind not in KINDS:
        raise KeyError(kind)
    return {
        "at": clock.now(),
        "kind": kind,
        "actor_id": actor.id if actor else None,
        "actor_name": (actor.login or actor.name)[:255] if actor else "",
        "address": (request.remote_addr or "")[:64] if has_request_context() else "",
        "subject": subject[:255],
        "data": dict(data or {}),
    }


def _asking() -> Actor | None:
    return g.get("actor") if has_request_context() else None


@event.listens_for(Deployment, "after_insert")
def _note_publication(_mapper: Mapper[Any], connection: Connection, deployment: Deployment) -> None:
    """Every door publishes in its own way and writes this row: what stands here cannot be gone around."""
    author = _asking() or Actor(deployment.author_id, "", deployment.author_name)
    line = _line("published", deployment.name, author, {"deployment": deployment.id})
    connection.execute(insert(table_of(SecurityEvent)).values(**line))


@event.listens_for(Artifact, "after_insert")
def _note_rights(_mapper: Mapper[Any], connection: Connection, artifact: Artifact) -> None:
    if artifact.file_name.endswith(_LIFECYCLE):
        data = {"deployment": artifact.deployment_id, "version": artifact.version}
        line = _line("rights-published", artifact.file_name, _asking(), data)
        connection.execute(insert(table_of(SecurityEvent)).values(**line))


@event.listens_for(WaitingDeployment, "after_insert")
def _note_waiting(_mapper: Mapper[Any], connection: Connection, waiting: WaitingDeployment) -> None:
    author = _asking() or Actor(waiting.author_id, "", waiting.author_name)
    line = _line("publication-waits", waiting.name, author, {"number": waiting.id})
    connection.execute(insert(table_of(SecurityEvent)).values(**line))


@event.listens_for(WaitingDeployment, "after_update")
def _note_decision(_mapper: Mapper[Any], connection: Connection, waiting: WaitingDeployment) -> None:
    kind = "publication-confirmed" if waiting.state == "published" else "publication-declined"
    data = {"number": waiting.id, "author": waiting.author_name, "deployment": waiting.deployment_id}
    actor = _asking() or Actor(None, "", waiting.decided_by_name)
    line = _line(kind, waiting.name, actor, {**data, "reason": waiting.reason})
    connection.execute(insert(table_of(SecurityEvent)).values(**line))


def details(line: SecurityEvent) -> str:
    """What else is known of a line, as `name: value`, in the language of the request."""
    kept = {name: value for name, value in line.data.items() if value not in ([], {}, None)}
    return "; ".join(f"{_WORDS.get(name, name)}: {_in_words(value)}" for name, value in kept.items())


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {each}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    return str(_WORDS.get(value, value)) if isinstance(value, str) else str(value)
