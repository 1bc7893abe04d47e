"""Checks a lifecycle file beside the record type that it belongs to."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import has_app_context
from sqlalchemy import func, select

from app.access.models import Group
from app.db import db
from app.engine.deploying import DeploymentSet, Problem, did_you_mean
from app.records.checks.check import check_checks
from app.records.checks.findings import Findings
from app.records.checks.record_names import names_of_checks, names_of_rows
from app.records.checks.texts import texts_of_formulas
from app.records.lifecycle.check_links import check_links
from app.records.lifecycle.current import find_lifecycle
from app.records.lifecycle.model import ALL, Lifecycle, Role
from app.records.lifecycle.widening import widenings
from app.records.lifecycle.words import LIFECYCLE_WORDS
from app.records.types import RecordType, registry
from app.records.types.card import widgets

#: Actions that records of every type have; what a type has besides, it declares itself.
ACTIONS = ("change-status", "delete", "comment")


def check_lifecycle(lifecycle: Lifecycle, _deployment_set: DeploymentSet | None = None) -> Sequence[Problem]:
    """What is wrong with the file beside its record type.

    Diagrams are checked against the file by the engine, which asks for `lifecycle_names`.
    """
    findings = Findings("", LIFECYCLE_WORDS)
    declared = registry.get(lifecycle.record_type)
    if declared is None:
        known = [record_type.name for record_type in registry]
        suggestion = did_you_mean(lifecycle.record_type, known)
        findings.add(
            "record-type-unknown",
            lifecycle.record_type_line,
            record_type=lifecycle.record_type,
            suggestion=suggestion,
        )
        return findings.problems
    if declared.has_status and not lifecycle.statuses:
        findings.add("statuses-needed", 1)
    _check_replaced(findings, lifecycle)
    _check_records(findings, lifecycle, declared)
    for role in lifecycle.roles.values():
        if role.attribute:
            _check_attribute(findings, role, role.attribute, declared)
    check_links(findings, lifecycle, declared)
    _check_actions(findings, lifecycle, declared)
    _check_process_fields(findings, lifecycle, declared)
    _check_widening(findings, lifecycle)
    _check_card(findings, lifecycle)
    _check_unused(findings, lifecycle)
    _check_formulas(findings, declared)
    _check_groups(findings, lifecycle)
    places = [field.name for field in declared.fields]
    check_checks(findings, lifecycle.checks, names_of_checks(declared), places, names_of_rows(declared), declared)
    return findings.problems


def lifecycle_names(lifecycle: Lifecycle) -> Mapping[str, Sequence[str]]:
    """What diagrams may name. Nobody is asked in particular by a role that everyone has, or that follows from other
    records, so it is not among them.

    The writers are the roles that change records in every status.
    """
    roles = [role.id for role in lifecycle.roles.values() if role.names_people]
    writers = [each.role for each in lifecycle.permissions if each.access == "write" and each.statuses == ALL]
    return {"statuses": [status.id for status in lifecycle.statuses], "roles": roles, "writers": writers}


def _check_formulas(findings: Findings, declared: RecordType) -> None:
    """A formula of the declaration that compares with a status that is not there, or will be no more."""
    for place, _field, path, text, known in texts_of_formulas(declared):
        suggestion = did_you_mean(text, known)
        findings.add("formula-text-unknown", 1, place=place, path=path, text=text, suggestion=suggestion)


def _check_replaced(findings: Findings, lifecycle: Lifecycle) -> None:
    """A status is either there or replaced, and by one other."""
    replaced: dict[str, str] = {}
    for status in lifecycle.statuses:
        for former in status.replaces:
            other = former if lifecycle.status(former) else replaced.get(former)
            if other is not None:
                findings.add("replaced-present", status.line, status=former, other=status.id)
            replaced[former] = status.id


def _check_records(findings: Findings, lifecycle: Lifecycle, declared: RecordType) -> None:
    """A record in a status that is no more would be in no column and no list."""
    if not (declared.has_status and lifecycle.statuses and has_app_context()):
        return
    known = {status.id for status in lifecycle.statuses} | {each for one in lifecycle.statuses for each in one.replaces}
    column: Any = declared.model.status
    counted = select(column, func.count()).where(column.not_in(known)).group_by(column).order_by(column)
    for status, count in db.session.execute(counted):
        findings.add("status-in-use", 1, status=status, count=count)


def _check_attribute(findings: Findings, role: Role, attribute: str, declared: RecordType) -> None:
    values: dict[str, Any] = {"role": role.id, "attribute": attribute}
    if not declared.has_field(attribute):
        people = [field.name for field in declared.fields if field.holds_people]
        suggestion = did_you_mean(attribute, people)
        findings.add("attribute-unknown", role.line, suggestion=suggestion, **values)
        return
    field = declared.field(attribute)
    if not field.holds_people:
        findings.add("attribute-not-person", role.line, **values)
    elif field.many and not role.many:
        findings.add("attribute-many", role.line, **values)
    elif not field.many and role.many:
        findings.add("attribute-single", role.line, **values)


def _check_actions(findings: Findings, lifecycle: Lifecycle, declared: RecordType) -> None:
    """A rule for an action that is not there would protect nothing, and nobody would see it."""
    known = [*dict.fromkeys([*ACTIONS, *(action.id for action in declared.actions)])]
    for action, listed in lifecycle.actions.items():
        if action not in known:
            findings.add("action-unknown", listed.line, action=action, suggestion=did_you_mean(action, known))


def _check_process_fields(findings: Findings, lifecycle: Lifecycle, declared: RecordType) -> None:
    known = [each.name for each in declared.fields if each.read_only]
    for name in lifecycle.processes.fields:
        if name not in known:
            suggestion = did_you_mean(name, known)
            findings.add("process-field-unknown", lifecycle.processes.line, field=name, suggestion=suggestion)


def _check_widening(findings: Findings, lifecycle: Lifecycle) -> None:
    """An analyst is no administrator: what lets people or processes do more waits for one."""
    if not has_app_context():
        return
    before = find_lifecycle(lifecycle.record_type)
    if before is None and any(find_lifecycle(each.name) for each in registry):  # else the first files of all
        findings.add("first-rights", 1, element_id="permissions")
    for each in widenings(before, lifecycle) if before is not None else ():
        findings.add(each.code, 1, element_id=each.key, **each.values)


def _check_card(findings: Findings, lifecycle: Lifecycle) -> None:
    known = [each.name for each in widgets()]
    for name in lifecycle.card:
        if name not in known:
            findings.add("widget-unknown", lifecycle.card_line, widget=name, suggestion=did_you_mean(name, known))


def _check_unused(findings: Findings, lifecycle: Lifecycle) -> None:
    used_stages = {status.stage for status in lifecycle.statuses}
    for stage in lifecycle.stages:
        if stage.id not in used_stages:
            findings.add("stage-unused", stage.line, stage=stage.id)
    lists = [lifecycle.create, *lifecycle.actions.values()]
    used_roles = {permission.role for permission in lifecycle.permissions}
    used_roles.update(role for each in lists for role in each.roles)
    for role in lifecycle.roles.values():
        if role.id not in used_roles:
            findings.add("role-unused", role.line, role=role.id)


def _check_groups(findings: Findings, lifecycle: Lifecycle) -> None:
    """A group that is not there gives nobody the role. (With no groups yet there is nothing to compare.)"""
    known = set(db.session.scalars(select(Group.id))) if has_app_context() else set()
    for role in lifecycle.roles.values() if known else ():
        for group in role.groups:
            if group not in known:
                suggestion = did_you_mean(group, known)
                findings.add("group-unknown", role.line, role=role.id, group=group, suggestion=suggestion)
