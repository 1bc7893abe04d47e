"""What the analyst's pages show: a fixed number of statements each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnExpressionArgument, func, select

from app.db import db
from app.engine.models import Artifact, Deployment, ProcessDefinition, ProcessInstance

DEPLOYMENTS_SHOWN = 50


@dataclass(frozen=True)
class ArtifactVersion:
    """One version of an artifact.

    Attributes:
        running: how many process instances run on it; None for artifacts that are not diagrams.
    """

    id: int
    kind: str
    key: str
    version: int
    is_latest: bool
    file_name: str
    author: str
    deployment: str
    comment: str
    created_at: datetime
    running: int | None


def latest_artifacts() -> Sequence[ArtifactVersion]:
    """The version in force of every artifact, by kind and key."""
    return _versions(Artifact.is_latest)


def versions_of(kind: str, key: str) -> Sequence[ArtifactVersion]:
    """All versions of one artifact, newest first."""
    return _versions(Artifact.kind == kind, Artifact.key == key)[::-1]


def latest_deployments() -> Sequence[tuple[Deployment, int]]:
    """The newest deployments with the number of artifacts in each."""
    rows = db.session.execute(
        select(Deployment, func.count(Artifact.id))
        .outerjoin(Artifact, Artifact.deployment_id == Deployment.id)
        .group_by(Deployment.id)
        .order_by(Deployment.id.desc())
        .limit(DEPLOYMENTS_SHOWN)
    )
    return [(deployment, count) for deployment, count in rows]


def contents_in_force(file_names: Sequence[str]) -> dict[str, bytes]:
    """The contents in force by the names of their files."""
    found = select(Artifact.file_name, Artifact.content).where(Artifact.is_latest, Artifact.file_name.in_(file_names))
    return {row.file_name: row.content for row in db.session.execute(found)}


def content_of(artifact_id: int) -> Artifact | None:
    """The stored file of one version."""
    return db.session.get(Artifact, artifact_id)


def _versions(*conditions: ColumnExpressionArgument[bool]) -> list[ArtifactVersion]:
    columns = (
        Artifact.id,
        Artifact.kind,
        Artifact.key,
        Artifact.version,
        Artifact.is_latest,
        Artifact.file_name,
        Deployment.author_name.label("author"),
        Deployment.name.label("deployment"),
        Deployment.comment,
        Deployment.created_at,
    )
    rows = db.session.execute(
        select(*columns)
        .join(Deployment, Deployment.id == Artifact.deployment_id)
        .where(*conditions)
        .order_by(Artifact.kind, Artifact.key, Artifact.version)
    ).all()
    running = _running_by_artifact()
    return [
        ArtifactVersion(**row._mapping, running=running.get(row.id, 0) if row.kind == "process" else None)
        for row in rows
    ]


def _running_by_artifact() -> dict[int, int]:
    rows = db.session.execute(
        select(ProcessDefinition.artifact_id, func.count(ProcessInstance.id))
        .join(ProcessInstance, ProcessInstance.process_definition_id == ProcessDefinition.id)
        .where(ProcessInstance.ended_at.is_(None))
        .group_by(ProcessDefinition.artifact_id)
    )
    return dict(rows.all())
