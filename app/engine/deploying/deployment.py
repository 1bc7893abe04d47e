"""Deployments: a set of files, checked together and published together, or not at all."""

import math
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import Connection, select, text, update

from app.clock import clock
from app.db import db, write_transaction
from app.engine.deploying.artifact_kinds import artifact_kind
from app.engine.deploying.catalogue import ArtifactVersion, Definition, catalogue
from app.engine.deploying.deployment_set import PROCESS, checking
from app.engine.deploying.lending import lent_anew
from app.engine.deploying.read_files import ReadFile, ReadFiles
from app.engine.deploying.reading import LONGEST_NAME, read_all
from app.engine.deploying.set_checks import processes_in_two_files, renamed
from app.engine.deploying.start_timers import set_start_timers
from app.engine.deploying.waiting import keep_waiting
from app.engine.ground import deadline
from app.engine.ground.actor import Actor
from app.engine.ground.errors import DeploymentRefused, DeploymentWaits, NotFound
from app.engine.models import Artifact, Deployment, ProcessDefinition
from app.engine.parsing.process_builder import read_starts
from app.engine.problems.findings import Findings
from app.engine.problems.problem import ArtifactUnreadable, Problem
from app.feel import FeelTimeError
from app.feel import deadline as feel_deadline
from app.i18n import lazy_gettext as _


@dataclass(frozen=True)
class DeploymentResult:
    """What a deployment did.

    Attributes:
        id: the deployment; None when nothing was written (nothing changed, or a dry run).
        artifacts: one for each file, with the version that is now the latest.
        problems: warnings and what was confirmed; in a dry run errors and what waits for a confirmation too.
    """

    id: int | None
    artifacts: list[ArtifactVersion]
    problems: list[Problem]


def deploy(
    files: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    *,
    name: str,
    comment: str = "",
    actor: Actor,
    dry_run: bool = False,
    only_changed: bool = True,
    confirmed: Collection[str] = (),
    administrator: bool | None = None,
    together_with: Callable[[int | None], None] | None = None,
) -> DeploymentResult:
    """Check files and publish them as new versions. A file that has not changed gets no new version.

    Parameters:
        files: content by file name, or pairs of name and content where one name may have been given twice.
        name, comment: of the deployment.
        dry_run: only check; errors are then in the result.
        confirmed: the names (`Problem.confirmation`) of what somebody has seen and wants nevertheless, such as the
            removal of a field that holds data.
        administrator: as of `Problem.stands_in_the_way`; every door at which somebody publishes says it.
        only_changed: leave out unchanged files; else all get a new version when one has changed.
        together_with: what else is written in the same transaction, given the id of the result.

    Raises:
        NotAllowedNow: it gives rights, and as many publications of this person wait as may.
        DeploymentWaits: it gives rights, and everything else is in order: kept until an administrator has decided.
        DeploymentRefused: there are errors, or something waits for a confirmation; nothing was written.
    """
    given = list(files.items() if isinstance(files, Mapping) else files)
    catalogue().refresh(db.session.connection())
    seen = catalogue().latest().deployment_id
    read, problems = _in_time(given, administrator)
    if dry_run:
        return DeploymentResult(None, _versions(read, only_changed), problems)
    if _waits_for_administrator(problems, confirmed, administrator):
        waiting_id = keep_waiting(given, name[:LONGEST_NAME], comment, actor)
        raise DeploymentWaits(problems, waiting_id)
    _refuse(problems, confirmed, administrator)
    with write_transaction():  # checked before, so that nobody waits for that; again only if somebody was faster
        connection = db.session.connection()
        _wait_for_other_deployments(connection)
        catalogue().refresh(connection)
        if catalogue().latest().deployment_id != seen:
            read, problems = _in_time(given, administrator)
            _refuse(problems, confirmed, administrator)
        artifacts = _versions(read, only_changed)
        deployment_id = _write(read, artifacts, Deployment(name=name[:LONGEST_NAME], comment=comment, **_author(actor)))
        if together_with is not None:
            together_with(deployment_id)
    with db.engine.connect() as connection:
        catalogue().refresh(connection)
    return DeploymentResult(deployment_id, artifacts, problems)


def _in_time(given: Sequence[tuple[str, bytes]], administrator: bool | None) -> tuple[list[ReadFile], list[Problem]]:
    """The files, read and checked, within the time that a deployment of somebody may take."""
    limit = current_app.config["SETTINGS"].deployment_time
    end = time.monotonic() + limit if administrator is not None else math.inf
    try:
        with deadline.until(end), feel_deadline.until(end):
            read, problems = read_all(given)
            return read, problems + _check(read, administrator)
    except (deadline.Interrupted, FeelTimeError):
        db.session.rollback()
    findings = Findings(max(given, key=lambda file: len(file[1]))[0])
    findings.add("deployment-too-slow", limit=limit)
    return [], findings.problems


def _refuse(problems: Sequence[Problem], confirmed: Collection[str], administrator: bool | None) -> None:
    if any(problem.stands_in_the_way(confirmed, administrator) for problem in problems):
        raise DeploymentRefused(problems)


def _waits_for_administrator(
    problems: Sequence[Problem], confirmed: Collection[str], administrator: bool | None
) -> bool:
    """Whether the rights that the files give are all that stands in the way of somebody who is no administrator."""
    standing = [problem for problem in problems if problem.stands_in_the_way(confirmed, administrator)]
    return administrator is False and bool(standing) and all(problem.by_administrator for problem in standing)


def _author(actor: Actor) -> dict[str, Any]:
    return {"author_id": actor.id, "author_name": actor.name, "created_at": clock.now()}


def _wait_for_other_deployments(connection: Connection) -> None:
    """One deployment at a time: version numbers are counted. (SQLite's transaction is alone already.)"""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE deployment IN EXCLUSIVE MODE"))


def _check(files: Sequence[ReadFile], administrator: bool | None) -> list[Problem]:
    """Problems of the files, and errors that they would bring upon what is already deployed."""
    together = ReadFiles(files)
    problems = [
        problem if problem.file_name else problem.in_file(file.file_name)
        for file in files
        for problem in _problems(file.kind.kind, file.parsed, together)
    ]
    problems += processes_in_two_files(together)
    problems += renamed(together)
    if administrator is not None and not any(problem.is_error for problem in problems):
        problems += lent_anew(together)  # the program itself is not asked whom it lends what
    return problems + _check_deployed(together)


def _problems(kind: str, parsed: Any, together: ReadFiles) -> Sequence[Problem]:
    with checking(together):
        return artifact_kind(kind).check(parsed, together)


def _check_deployed(together: ReadFiles) -> list[Problem]:
    alone = ReadFiles([])
    problems: list[Problem] = []
    for kind, key in together.deployed_elsewhere():
        deployed = catalogue().artifact(kind, key)
        try:
            parsed = deployed.parsed
        except ArtifactUnreadable:
            continue  # written by an older version of ours; its author hears of it with the next deployment of it
        found = [problem for problem in _problems(kind, parsed, together) if problem.is_error]
        if found:
            known = {(problem.code, problem.element_id) for problem in _problems(kind, parsed, alone)}
            problems += [problem for problem in found if (problem.code, problem.element_id) not in known]
    return problems


def _versions(files: Sequence[ReadFile], only_changed: bool) -> list[ArtifactVersion]:
    latest = catalogue().latest().artifacts
    digests = {
        (row.kind, row.key): row.digest
        for row in db.session.execute(
            select(Artifact.kind, Artifact.key, Artifact.digest).where(Artifact.is_latest.is_(True))
        )
    }
    changed = {(file.kind.kind, file.key): digests.get((file.kind.kind, file.key)) != file.digest for file in files}
    everything = not only_changed and any(changed.values())
    versions = []
    for file in files:
        identity = (file.kind.kind, file.key)
        is_new = everything or changed[identity]
        versions.append(
            ArtifactVersion(
                *identity, latest.get(identity, 0) + is_new, file.file_name, changed=is_new, content=file.content
            )
        )
    return versions


def _write(files: Sequence[ReadFile], versions: Sequence[ArtifactVersion], deployment: Deployment) -> int | None:
    if not any(version.changed for version in versions):
        return None
    session = db.session
    session.add(deployment)
    session.flush()
    for file, version in zip(files, versions, strict=True):
        if not version.changed:
            continue
        same = (Artifact.kind == version.kind, Artifact.key == version.key)
        session.execute(update(Artifact).where(*same, Artifact.is_latest.is_(True)).values(is_latest=False))
        artifact = Artifact(
            deployment_id=deployment.id,
            kind=version.kind,
            key=version.key,
            version=version.version,
            is_latest=True,
            file_name=file.file_name,
            content=file.content,
            digest=file.digest,
        )
        session.add(artifact)
        session.flush()
        if version.kind == PROCESS:
            _write_definitions(file, artifact)
        file.kind.publish(file.parsed)
    session.flush()
    return deployment.id


def _write_definitions(file: ReadFile, artifact: Artifact) -> None:
    latest = catalogue().latest().definitions
    for process in file.parsed.executable_processes:
        previous = latest.get(process.key)
        if previous is not None:
            db.session.execute(
                update(ProcessDefinition).where(ProcessDefinition.id == previous.id).values(is_latest=False)
            )
        definition = ProcessDefinition(
            artifact_id=artifact.id,
            key=process.key,
            version=previous.version + 1 if previous is not None else 1,
            is_latest=True,
            name=dict(process.name),
            record_type=process.record_type,
            starts=[
                {"element_id": start.element_id, "kind": start.kind, "name": start.name}
                for start in read_starts(process)
                if process.startable or start.kind != "none"
            ],
        )
        db.session.add(definition)
        db.session.flush()
        set_start_timers(db.session.connection(), process, definition.id, clock.now())


def artifact(kind: str, key: str, version: int | None = None) -> ArtifactVersion:
    """One version of an artifact (the latest when not given), parsed once and kept.

    Raises:
        NotFound: there is no such artifact or version.
    """
    return catalogue().artifact(kind, key, version)


def find_artifact(kind: str, key: str) -> ArtifactVersion | None:
    """The latest version of an artifact, or None; to ask for what is not there costs nothing either."""
    deployed = catalogue()
    version = deployed.latest().artifacts.get((kind, key))
    return None if version is None else deployed.artifact(kind, key, version)


def bound_artifact(kind: str, key: str, binding: str, version: int | None, deployment_id: int) -> ArtifactVersion:
    """The version that a diagram means by `latest`, `version` or `deployment` (of `formRefBinding` and the like).

    Parameters:
        deployment_id: of the diagram; `deployment` means what was the latest when that was done.

    Raises:
        NotFound: there is no such artifact or version.
    """
    if binding == "deployment":
        version = catalogue().version_in_force(kind, key, deployment_id)
    return catalogue().artifact(kind, key, version)


def bound_definition(key: str, binding: str, version: int | None, deployment_id: int) -> Definition:
    """The version of a process that a call activity means; see `bound_artifact`.

    Raises:
        NotFound: there is no such process or version.
    """
    if binding == "deployment":
        return catalogue().definition_in_force(key, deployment_id)
    found = latest_definition(key) if version is None else definition_by_version(key, version)
    if found is None:
        raise NotFound(_('The process "%(key)s" is not deployed.', key=key))
    return found


def refresh_catalogue(connection: Connection) -> None:
    """Take notice of what others have deployed: one small select."""
    catalogue().refresh(connection)


def definition(process_definition_id: int) -> Definition:
    """One version of a process by the id of its row; `NotFound` when there is none."""
    return catalogue().definition(process_definition_id)


def definition_by_version(key: str, version: int) -> Definition:
    """One version of a process; `NotFound` when there is none."""
    return catalogue().definition_by_version(key, version)


def latest_definition(key: str) -> Definition | None:
    """The latest version of a process, or None."""
    found = catalogue().latest().definitions.get(key)
    return None if found is None else catalogue().definition(found.id)


def definitions_for_record_type(record_type: str) -> list[Definition]:
    """The latest version of all processes that start for a new record of that type."""
    return [
        catalogue().definition(latest.id)
        for latest in catalogue().latest().definitions.values()
        if latest.record_type == record_type and latest.starts_by("none")
    ]


def definitions_started_by_condition(record_type: str) -> list[Definition]:
    """The latest version of all processes about records of that type that have a conditional start event."""
    return _started_by("conditional", None, record_type)


def definitions_started_by_signal(name: str, record_type: str | None) -> list[Definition]:
    """The latest version of all processes that have a start event for that signal, and run on such records."""
    return _started_by("signal", name, record_type)


def definitions_started_by_message(name: str, record_type: str | None) -> list[Definition]:
    """The latest version of all processes that have a start event for that message, and run on such records."""
    return _started_by("message", name, record_type)


def _started_by(kind: str, name: str | None, record_type: str | None) -> list[Definition]:
    return [
        catalogue().definition(latest.id)
        for latest in catalogue().latest().definitions.values()
        if latest.runs_on(record_type) and latest.starts_by(kind, name)
    ]
