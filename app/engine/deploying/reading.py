"""Reads the files of a deployment, each as its kind is read."""

from collections.abc import Sequence
from typing import Any

from flask import current_app

from app.engine.deploying.artifact_kinds import ArtifactKind, kind_of_file, known_suffixes
from app.engine.deploying.deployment_set import PROCESS
from app.engine.deploying.read_files import ReadFile
from app.engine.parsing.xml_document import check_elements
from app.engine.problems.findings import Findings, Place
from app.engine.problems.problem import ArtifactUnreadable, Problem

LONGEST_NAME = 255  # characters of a file name and of the name of a deployment, as in the database


def read_all(files: Sequence[tuple[str, bytes]]) -> tuple[list[ReadFile], list[Problem]]:
    """The files that can be read, and what is wrong with the others."""
    read: dict[tuple[str, str], ReadFile] = {}
    problems = _too_large(files)
    if problems:
        return [], problems
    names: set[str] = set()
    if not files:
        findings = Findings("")
        findings.add("nothing-to-deploy")
        problems += findings.problems
    for file_name, content in files:
        findings = Findings(file_name)
        kind = kind_of_file(file_name)
        if file_name in names:
            findings.add("file-name-taken")
        elif len(file_name) > LONGEST_NAME:
            findings.add("too-long", Place(element_name=file_name[:40]), what="", limit=LONGEST_NAME)
        elif kind is None:
            findings.add("file-kind-unknown", known=", ".join(known_suffixes()))
        else:
            try:
                key, parsed = _parse(kind, file_name, content)
            except ArtifactUnreadable as unreadable:
                findings.problems += unreadable.problems
            else:
                other = read.setdefault((kind.kind, key), ReadFile(file_name, kind, key, content, parsed))
                if other.file_name != file_name:
                    findings.add("key-taken", key=key, other=other.file_name)
        names.add(file_name)
        problems += findings.problems
    return list(read.values()), problems


def _too_large(files: Sequence[tuple[str, bytes]]) -> list[Problem]:
    """What a deployment costs grows with its size: refused before anything of it is read."""
    limit = current_app.config["SETTINGS"].deployment_limit
    size = sum(len(content) for _name, content in files)
    if size <= limit * 1024 * 1024:
        return []
    findings = Findings(max(files, key=lambda file: len(file[1]))[0])
    findings.add("deployment-too-large", size=f"{size / 1024 / 1024:.1f}", limit=limit)
    return findings.problems


def _parse(kind: ArtifactKind, file_name: str, content: bytes) -> tuple[str, Any]:
    if kind.kind == PROCESS:  # what is deployed already stays readable, whatever the limit has become
        check_elements(file_name, content, current_app.config["SETTINGS"].element_limit)
    return kind.parse(file_name, content)
