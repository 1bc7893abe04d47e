"""Checks the roles that follow from other records: the references, the roles there, and that no circle comes about."""

from collections.abc import Iterator

from app.engine.deploying import did_you_mean
from app.records.checks.findings import Findings
from app.records.lifecycle.current import coming_lifecycle
from app.records.lifecycle.model import Lifecycle, Role
from app.records.types import RecordType, registry


def check_links(findings: Findings, lifecycle: Lifecycle, declared: RecordType) -> None:
    """What is wrong with the roles of the file that follow from other records, and with those of other files that
    follow from this one's.
    """
    for role in lifecycle.roles.values():
        for reference in role.through:
            _check_reference(findings, role, reference, declared)
    for name in lifecycle.create.roles:
        role = lifecycle.roles[name]
        if role.through or role.creator:
            findings.add("create-linked", lifecycle.create.line, role=name)
    _check_circle(findings, lifecycle)
    _check_followers(findings, lifecycle)


def _check_reference(findings: Findings, role: Role, reference: str, declared: RecordType) -> None:
    target = _target(declared, reference)
    if target is None:
        known = [field.name for field in declared.fields if _target(declared, field.name)]
        suggestion = did_you_mean(reference, known)
        findings.add("through-unknown", role.line, suggestion=suggestion, role=role.id, reference=reference)
        return
    there = coming_lifecycle(target.name)
    if there is not None and role.role and role.role not in there.roles:
        suggestion = did_you_mean(role.role, there.roles)
        findings.add(
            "through-role-unknown",
            role.line,
            suggestion=suggestion,
            role=role.id,
            record_type=target.name,
            other=role.role,
        )


def _check_circle(findings: Findings, lifecycle: Lifecycle) -> None:
    """Rights that follow from each other in a circle would never be found."""
    reached, waiting = set[str](), list(_followed(lifecycle))
    while waiting:
        name = waiting.pop()
        if name == lifecycle.record_type:
            line = next(role.line for role in lifecycle.roles.values() if role.through)
            findings.add("through-circle", line, record_type=name)
            return
        there = None if name in reached else coming_lifecycle(name)
        reached.add(name)
        waiting += _followed(there) if there else ()


def _check_followers(findings: Findings, lifecycle: Lifecycle) -> None:
    """A role that is gone would silently take rights on other records along."""
    for other in registry:
        there = coming_lifecycle(other.name) if other.name != lifecycle.record_type else None
        for role in there.roles.values() if there else ():
            follows = any(_target(other, each) is registry[lifecycle.record_type] for each in role.through)
            if follows and role.role and role.role not in lifecycle.roles:
                findings.add("role-followed", 1, role=role.role, record_type=other.name, other=role.id)


def _followed(lifecycle: Lifecycle) -> Iterator[str]:
    declared = registry.get(lifecycle.record_type)
    for role in lifecycle.roles.values() if declared else ():
        targets = (_target(declared, each) for each in role.through) if declared else ()
        yield from (each.name for each in targets if each)


def _target(declared: RecordType, reference: str) -> RecordType | None:
    """The record type that a reference to one record points to."""
    if not declared.has_field(reference):
        return None
    field = declared.field(reference)
    single = field.is_pointer and not field.many and len(field.targets) == 1
    return registry.get(field.targets[0]) if single else None
