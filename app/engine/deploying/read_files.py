"""The files of one deployment beside what is already deployed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.engine.deploying.artifact_kinds import ArtifactKind, artifact_kind, is_registered
from app.engine.deploying.catalogue import catalogue
from app.engine.deploying.deployment_set import LIFECYCLE, PROCESS, DeploymentSet
from app.engine.ground.host import record_host
from app.engine.parsing.diagram import Diagram, Process
from app.engine.parsing.process_builder import read_starts


@dataclass(frozen=True)
class ReadFile:
    """A file that could be read."""

    file_name: str
    kind: ArtifactKind
    key: str
    content: bytes
    parsed: Any

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


class ReadFiles(DeploymentSet):
    """The files of one deployment, beside everything that is deployed."""

    def __init__(self, files: Sequence[ReadFile]) -> None:
        self.files = files
        self._by_key = {(file.kind.kind, file.key): file for file in files}

    def parsed(self, kind: str, key: str) -> Any | None:
        file = self._by_key.get((kind, key))
        if file is not None:
            return file.parsed
        if (kind, key) not in catalogue().latest().artifacts:
            return None
        return catalogue().artifact(kind, key).parsed

    def keys(self, kind: str) -> set[str]:
        deployed = {key for deployed_kind, key in catalogue().latest().artifacts if deployed_kind == kind}
        return deployed | {key for file_kind, key in self._by_key if file_kind == kind}

    def deployed_elsewhere(self) -> list[tuple[str, str]]:
        """Kind and key of everything that is deployed and not in this set."""
        return [
            (kind, key)
            for kind, key in catalogue().latest().artifacts
            if (kind, key) not in self._by_key and is_registered(kind)
        ]

    def names(self, kind: str, key: str, what: str) -> Sequence[str] | None:
        parsed = self.parsed(kind, key) if is_registered(kind) else None
        return None if parsed is None else artifact_kind(kind).names(parsed).get(what, ())

    def statuses(self, record_type: str) -> Sequence[str] | None:
        found = self.names(LIFECYCLE, record_type, "statuses")
        return record_host().statuses(record_type) if found is None else found

    def roles(self, record_type: str) -> Sequence[str] | None:
        found = self.names(LIFECYCLE, record_type, "roles")
        return record_host().roles(record_type) if found is None else found

    def fields(self, record_type: str) -> Mapping[str, Any] | None:
        return record_host().known_fields(record_type)

    def texts(self, record_type: str, path: Sequence[str]) -> Sequence[str]:
        return record_host().known_texts(record_type, path)

    def processes(self) -> dict[str, Process]:
        return {process.key: process for diagram in self.diagrams() for process in diagram.executable_processes}

    def diagrams(self) -> list[Diagram]:
        return [file.parsed for file in self.files if file.kind.kind == PROCESS]

    def starts_with_records_of(self, process_key: str) -> str | None:
        process = self.processes().get(process_key)
        if process is not None:
            begins = process.startable and any(start.kind == "none" for start in read_starts(process))
            return process.record_type if begins else None
        deployed = catalogue().latest().definitions.get(process_key)
        return deployed.record_type if deployed is not None and deployed.starts_by("none") else None

    def record_type_of(self, process_key: str) -> str | None:
        process = self.processes().get(process_key) or catalogue().latest().definitions.get(process_key)
        return None if process is None else process.record_type

    def process_keys(self) -> set[str]:
        return set(catalogue().latest().definitions) | set(self.processes())
