"""The added fields in force, and those that a deployment under check would bring."""

from collections.abc import Sequence

from flask import has_app_context

from app.engine import ArtifactVersion, find_artifact
from app.engine.deploying import ArtifactUnreadable, under_check
from app.records.added.model import AddedFields
from app.records.types import Field

#: The kind of artifact.
FIELDS = "fields"

_NONE: Sequence[Field] = ()


def added_fields(record_type: str) -> Sequence[Field]:
    """The fields that are added to a record type now: the same object until others are published."""
    deployment_set = under_check()
    if deployment_set is not None:
        found = deployment_set.parsed(FIELDS, record_type)
        return found.fields if found else _NONE
    if not has_app_context():
        return _NONE
    found = published(record_type)
    return found.fields if found else _NONE


def published(record_type: str) -> AddedFields | None:
    """What is published for a record type, or None."""
    found = find_artifact(FIELDS, record_type)
    return None if found is None else readable(found)


def readable(version: ArtifactVersion) -> AddedFields | None:
    """What a version says; None when it cannot be read any more: it points to a record type that is gone."""
    try:
        added: AddedFields = version.parsed
        return added
    except ArtifactUnreadable:
        return None
