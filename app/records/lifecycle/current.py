"""The lifecycle in force of a record type: the latest one that is deployed."""

from flask import has_app_context

from app.engine import NotFound, artifact
from app.engine.deploying import LIFECYCLE, ArtifactUnreadable, under_check
from app.i18n import gettext as _
from app.records.lifecycle.model import Lifecycle

_NONE = Lifecycle(record_type="", name={}, stages=(), statuses=(), roles={}, permissions=())


def find_lifecycle(record_type: str) -> Lifecycle | None:
    """The lifecycle in force, or None when there is none yet."""
    try:
        lifecycle: Lifecycle = artifact(LIFECYCLE, record_type).parsed
    except NotFound:
        return None
    return lifecycle


def coming_lifecycle(record_type: str) -> Lifecycle | None:
    """The lifecycle of the deployment that is being checked, else that in force; None: there is none to be read."""
    deployment_set = under_check()
    if deployment_set is not None:
        coming: Lifecycle | None = deployment_set.parsed(LIFECYCLE, record_type)
        return coming
    try:
        return find_lifecycle(record_type) if has_app_context() else None
    except ArtifactUnreadable:
        return None


def rights_of(record_type: str) -> Lifecycle:
    """The lifecycle in force, as far as it says who may what: nobody may anything while there is none."""
    return find_lifecycle(record_type) or _NONE


def lifecycle_of(record_type: str) -> Lifecycle:
    """The lifecycle in force.

    Raises:
        NotFound: none is deployed for this record type.
    """
    lifecycle = find_lifecycle(record_type)
    if lifecycle is None:
        raise NotFound(_("There is no lifecycle for “%(type)s”: deploy %(type)s.lifecycle.yaml.", type=record_type))
    return lifecycle
