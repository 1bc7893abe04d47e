"""What is deployed, kept in memory: the latest versions, and every version that was ever asked for, parsed once."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from flask import g
from sqlalchemy import Connection, Engine, func, select

from app.db import db
from app.engine.deploying.artifact_kinds import artifact_kind
from app.engine.ground.errors import NotFound, TechnicalFailure
from app.engine.models import Artifact, Deployment, ProcessDefinition
from app.engine.parsing.diagram import Diagram, Process
from app.engine.parsing.process_builder import ParsedProcess, build_process
from app.engine.problems.problem import ArtifactUnreadable
from app.i18n import lazy_gettext as _
from app.i18n import localized

MOST_KEPT = 1_000  # versions of artifacts, and of processes, that are kept parsed; those that run are few

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class ArtifactVersion:
    """One version of one artifact.

    Attributes:
        kind, key, version: which.
        file_name, content: the file.
        changed: in the result of a deployment: this version is new.
        id, deployment_id: rows in the database; None when nothing was written.
    """

    kind: str
    key: str
    version: int
    file_name: str
    changed: bool = False
    content: bytes = field(default=b"", repr=False)
    id: int | None = None
    deployment_id: int | None = None

    @cached_property
    def parsed(self) -> Any:
        """What the kind's `parse` makes of the content."""
        return artifact_kind(self.kind).parse(self.file_name, self.content)[1]


class AboutRecords:
    """What the record type of a process decides."""

    record_type: str | None

    def runs_on(self, record_type: str | None) -> bool:
        """Whether it may run about a record of that type (None: about no record); without a type of its own, always."""
        return self.record_type is None or self.record_type == record_type


@dataclass(frozen=True)
class Definition(AboutRecords):
    """One version of a process, ready to run; `drawn` is what its diagram says."""

    id: int
    key: str
    version: int
    name: Mapping[str, str]
    record_type: str | None
    deployment_id: int
    process: ParsedProcess = field(repr=False)
    drawn: Process = field(repr=False, compare=False)


@dataclass(frozen=True)
class _LatestDefinition(AboutRecords):
    id: int
    key: str
    version: int
    record_type: str | None
    starts: Sequence[Mapping[str, Any]]

    def starts_by(self, kind: str, name: str | None = None) -> bool:
        return any(start["kind"] == kind and (name is None or start["name"] == name) for start in self.starts)


@dataclass(frozen=True)
class _Latest:
    """The latest versions as of one deployment."""

    deployment_id: int = 0
    artifacts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    definitions: Mapping[str, _LatestDefinition] = field(default_factory=dict)


class Catalogue:
    """What is deployed in one database. Safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._latest: _Latest | None = None
        self._artifacts: dict[tuple[str, str, int], ArtifactVersion] = {}
        self._diagrams: dict[int, Diagram] = {}
        self._definitions: dict[int, Definition] = {}
        self._definition_ids: dict[tuple[str, int], int] = {}
        self._in_force: dict[tuple[str, str, int], int] = {}

    def refresh(self, connection: Connection) -> None:
        """Look whether something was deployed since, with one small select."""
        newest = connection.scalar(_NEWEST) or 0
        if self._latest is None or self._latest.deployment_id != newest:
            self._latest = _load_latest(connection, newest)

    def latest(self) -> _Latest:
        if self._latest is None:
            self.refresh(db.session.connection())
        assert self._latest is not None
        return self._latest

    def artifact(self, kind: str, key: str, version: int | None = None) -> ArtifactVersion:
        if version is None:
            version = self.latest().artifacts.get((kind, key), 0)
        found = self._artifacts.get((kind, key, version))
        if found is None:
            with self._lock:
                found = _keep(self._artifacts, (kind, key, version), _load_artifact(kind, key, version))
        return found

    def definition(self, definition_id: int) -> Definition:
        found = self._definitions.get(definition_id)
        return found if found is not None else self._load_definition(ProcessDefinition.id == definition_id)

    def definition_by_version(self, key: str, version: int) -> Definition:
        definition_id = self._definition_ids.get((key, version))
        if definition_id is not None:
            return self.definition(definition_id)
        return self._load_definition(ProcessDefinition.key == key, ProcessDefinition.version == version)

    def version_in_force(self, kind: str, key: str, deployment_id: int) -> int:
        """The version of an artifact that was the latest once a deployment was done."""
        found = self._in_force.get((kind, key, deployment_id))
        if found is None:
            newest = select(func.max(Artifact.version)).where(
                Artifact.kind == kind, Artifact.key == key, Artifact.deployment_id <= deployment_id
            )
            found = self._in_force[kind, key, deployment_id] = db.session.scalar(newest) or 0
        return found

    def definition_in_force(self, key: str, deployment_id: int) -> Definition:
        """The version of a process that was the latest once a deployment was done."""
        found = self._in_force.get(("", key, deployment_id))
        if found is None:
            newest = (
                select(func.max(ProcessDefinition.version))
                .join(Artifact, Artifact.id == ProcessDefinition.artifact_id)
                .where(ProcessDefinition.key == key, Artifact.deployment_id <= deployment_id)
            )
            found = self._in_force["", key, deployment_id] = db.session.scalar(newest) or 0
        return self.definition_by_version(key, found)

    def _load_definition(self, *conditions: Any) -> Definition:
        row = db.session.execute(_DEFINITION.where(*conditions)).one_or_none()
        if row is None:
            raise NotFound(_("This version of the process is not there."))
        with self._lock:
            if row.id in self._definitions:
                return self._definitions[row.id]
            diagram = self._diagrams.get(row.artifact_id)
            if diagram is None:
                diagram = _read_diagram(row)
                _keep(self._diagrams, row.artifact_id, diagram)
            process = next(found for found in diagram.processes if found.key == row.key)
            built = build_process(diagram, process)
            known = (row.id, row.key, row.version, row.name, row.record_type, row.deployment_id)
            definition = Definition(*known, built, process)
            self._definition_ids[row.key, row.version] = row.id
            return _keep(self._definitions, row.id, definition)


def _keep(kept: dict[_Key, _Value], key: _Key, value: _Value) -> _Value:
    """Keep it, unless somebody else has, and forget the oldest when there are too many; called under the lock."""
    while len(kept) >= MOST_KEPT:
        del kept[next(iter(kept))]
    return kept.setdefault(key, value)


def _read_diagram(row: Any) -> Diagram:
    try:
        diagram: Diagram = artifact_kind("process").parse(row.file_name, row.content)[1]
        return diagram
    except ArtifactUnreadable as unreadable:
        message = _(
            'The diagram of "%(name)s" (version %(version)s) cannot be read any more: %(reason)s',
            name=localized(row.name) or row.key,
            version=row.version,
            reason=localized(unreadable.problems[0].message),
        )
        raise TechnicalFailure(message, cause=unreadable) from unreadable


_NEWEST = select(func.max(Deployment.id))
_DEFINITION = select(
    ProcessDefinition.id,
    ProcessDefinition.artifact_id,
    ProcessDefinition.key,
    ProcessDefinition.version,
    ProcessDefinition.name,
    ProcessDefinition.record_type,
    Artifact.deployment_id,
    Artifact.file_name,
    Artifact.content,
).join(Artifact, Artifact.id == ProcessDefinition.artifact_id)

_catalogues: "WeakKeyDictionary[Engine, Catalogue]" = WeakKeyDictionary()
_catalogues_lock = threading.Lock()


def catalogue() -> Catalogue:
    """The catalogue of the current application's database; asked hundreds of times for a page, so it is kept for it."""
    kept: Catalogue | None = g.get("catalogue")
    if kept is None:
        kept = g.catalogue = _catalogue_of(db.engine)
    return kept


def notice_deployments() -> None:
    """Look whether another process has deployed something: whoever only reads would not notice."""
    catalogue().refresh(db.session.connection())


def _catalogue_of(engine: Engine) -> Catalogue:
    found = _catalogues.get(engine)
    if found is None:
        with _catalogues_lock:
            found = _catalogues.setdefault(engine, Catalogue())
    return found


def _load_latest(connection: Connection, deployment_id: int) -> _Latest:
    artifacts = connection.execute(
        select(Artifact.kind, Artifact.key, Artifact.version).where(Artifact.is_latest.is_(True))
    )
    definitions = connection.execute(
        select(
            ProcessDefinition.id,
            ProcessDefinition.key,
            ProcessDefinition.version,
            ProcessDefinition.record_type,
            ProcessDefinition.starts,
        ).where(ProcessDefinition.is_latest.is_(True))
    )
    return _Latest(
        deployment_id,
        {(row.kind, row.key): row.version for row in artifacts},
        {row.key: _LatestDefinition(*row) for row in definitions},
    )


def _load_artifact(kind: str, key: str, version: int) -> ArtifactVersion:
    row = db.session.execute(
        select(Artifact.id, Artifact.file_name, Artifact.content, Artifact.deployment_id).where(
            Artifact.kind == kind, Artifact.key == key, Artifact.version == version
        )
    ).one_or_none()
    if row is None:
        raise NotFound(_('"%(key)s" is not deployed.', key=key))
    return ArtifactVersion(
        kind, key, version, row.file_name, content=row.content, id=row.id, deployment_id=row.deployment_id
    )
