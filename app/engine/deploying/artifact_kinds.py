"""The kinds of artifacts that are deployed: how a file is read, and how it is checked beside the others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.engine.deploying.deployment_set import DeploymentSet
from app.engine.problems.problem import Problem

Parse = Callable[[str, bytes], tuple[str, Any]]
Check = Callable[[Any, DeploymentSet], Sequence[Problem]]
Publish = Callable[[Any], None]
Names = Callable[[Any], Mapping[str, Sequence[str]]]


def _nothing_else(_parsed: Any) -> None:
    return None


@dataclass(frozen=True)
class ArtifactKind:
    """A kind of artifact.

    Attributes:
        kind: its name in the database.
        suffixes: ends of file names, for example `(".lifecycle.yaml",)`.
        parse: gives key and content of a file, `(file_name, bytes) -> (key, parsed)`; raises `ArtifactUnreadable`.
        check: gives problems, `(parsed, deployment_set) -> [Problem]`.
        names: what others may name in it, for example `{"statuses": [...], "roles": [...]}` of a lifecycle or
            `{"variables": [...]}` of a form.
        publish: what else changes with a new version, in the transaction that writes it, `(parsed) -> None`.
    """

    kind: str
    suffixes: tuple[str, ...]
    parse: Parse
    check: Check
    names: Names
    publish: Publish = _nothing_else


_kinds: dict[str, ArtifactKind] = {}


def _no_names(_parsed: Any) -> Mapping[str, Sequence[str]]:
    return {}


def _no_problems(_parsed: Any, _deployment_set: DeploymentSet) -> Sequence[Problem]:
    return ()


def register_artifact_kind(
    kind: str,
    suffixes: Sequence[str],
    parse: Parse,
    check: Check = _no_problems,
    names: Names = _no_names,
    publish: Publish = _nothing_else,
) -> None:
    """Register a kind, or replace the one of the same name. See `ArtifactKind` for the parameters."""
    _kinds[kind] = ArtifactKind(kind, tuple(suffixes), parse, check, names, publish)


def artifact_kind(kind: str) -> ArtifactKind:
    """A registered kind; `KeyError` when there is none of that name."""
    return _kinds[kind]


def is_registered(kind: str) -> bool:
    return kind in _kinds


def kind_of_file(file_name: str) -> ArtifactKind | None:
    """The kind with the longest suffix that fits, or None."""
    fitting = [
        (len(suffix), kind)
        for kind in _kinds.values()
        for suffix in kind.suffixes
        if file_name.lower().endswith(suffix.lower())
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def known_suffixes() -> list[str]:
    return sorted({suffix for kind in _kinds.values() for suffix in kind.suffixes})
