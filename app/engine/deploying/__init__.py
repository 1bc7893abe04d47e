"""What is deployed: files go in, checked together and published together or not at all; definitions come out of memory.

It never knows what a file says: each kind of artifact is registered with how it is read and checked. Named here is what
a package needs that brings a kind of its own.
"""

from app.engine.deploying.artifact_kinds import known_suffixes, register_artifact_kind
from app.engine.deploying.deployment_set import FORM, LIFECYCLE, DeploymentSet, checking, under_check
from app.engine.problems.problem import CONFIRMATION, ERROR, WARNING, ArtifactUnreadable, Problem, did_you_mean, similar
from app.engine.problems.words.entry import Entry, administration, confirmation, error, warning

__all__ = [
    "CONFIRMATION",
    "ERROR",
    "FORM",
    "LIFECYCLE",
    "WARNING",
    "ArtifactUnreadable",
    "DeploymentSet",
    "Entry",
    "Problem",
    "administration",
    "checking",
    "confirmation",
    "did_you_mean",
    "error",
    "known_suffixes",
    "register_artifact_kind",
    "similar",
    "under_check",
    "warning",
]
