"""What a new lifecycle file lets people and processes do that the one in force does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import localized
from app.records.lifecycle.model import ALL, Lifecycle, ProcessAccess, RoleList


@dataclass(frozen=True)
class Widening:
    """One thing that becomes allowed.

    Attributes:
        code: of its words.
        key: unlike that of any other, and the same whenever the same file is checked.
        values: that fill the words.
    """

    code: str
    key: str
    values: Mapping[str, Any]


def widenings(before: Lifecycle, after: Lifecycle) -> Iterator[Widening]:
    """Everything that becomes allowed, in the order of the file."""
    for name, bound in after.roles.items():
        known = before.roles.get(name)
        if known is not None and known.binding != bound.binding:
            yield Widening("role-rebound", f"roles.{name}", {"role": localized(bound.label)})
    new, everywhere = _cells(after) - _cells(before), _everywhere(before)
    for permission in after.permissions:
        if (permission.role, permission.access) in everywhere:
            continue  # in a status that is new, too
        gained = {status for role, access, status in new if (role, access) == (permission.role, permission.access)}
        if gained:
            yield Widening(
                f"right-{permission.access}-widened",
                f"permissions.{permission.role}.{permission.access}",
                {"role": localized(after.roles[permission.role].label), "statuses": _statuses(after, gained)},
            )
    yield from _replaced(before, after)
    for added in sorted(set(after.create.roles) - set(before.create.roles)):
        yield Widening("right-create-widened", f"create.{added}", {"role": localized(after.roles[added].label)})
    yield from _actions(before, after)
    yield from _processes(before.processes, after.processes)


def _cells(lifecycle: Lifecycle) -> set[tuple[str, str, str]]:
    """The matrix as (role, access, status); writing includes reading."""
    known = [status.id for status in lifecycle.statuses] or [ALL]
    found: set[tuple[str, str, str]] = set()
    for permission in lifecycle.permissions:
        for status in known if permission.statuses == ALL else permission.statuses:
            found.add((permission.role, permission.access, status))
            found.add((permission.role, "read", status))
    return found


def _everywhere(lifecycle: Lifecycle) -> set[tuple[str, str]]:
    """Role and access that hold in every status; writing includes reading."""
    whole = {(each.role, each.access) for each in lifecycle.permissions if each.statuses == ALL}
    return whole | {(role, "read") for role, _access in whole}


def _replaced(before: Lifecycle, after: Lifecycle) -> Iterator[Widening]:
    """Records that move out of a status which is no more, to where a role may do more with them."""
    held, given = _cells(before), _cells(after)
    for status in after.statuses:
        for former in status.replaces:
            there = before.status(former)
            gained = {
                role
                for role, access, of in given
                if of == status.id and there is not None and (role, access, former) not in held
            }
            if there is not None and gained:
                roles = ", ".join(sorted(localized(after.roles[role].label) for role in gained))
                values = {"status": localized(there.label), "other": localized(status.label), "roles": roles}
                yield Widening("replaced-widened", f"statuses.{status.id}.replaces.{former}", values)


def _statuses(lifecycle: Lifecycle, gained: set[str]) -> str:
    return ", ".join(localized(status.label) for status in lifecycle.statuses if status.id in gained) or "—"


def _actions(before: Lifecycle, after: Lifecycle) -> Iterator[Widening]:
    known = [status.id for status in after.statuses] or [ALL]
    for action, listed in after.actions.items():
        held = _uses(before.actions[action], known) if action in before.actions else set()
        for role in listed.roles:
            if any(use[0] == role for use in _uses(listed, known) - held):
                values = {"role": localized(after.roles[role].label), "action": action}
                yield Widening("right-action-widened", f"actions.{action}.{role}", values)
    for action in before.actions:
        if action not in after.actions and action != "delete":
            yield Widening("action-unlisted", f"actions.{action}", {"action": action})


def _uses(listed: RoleList, statuses: list[str]) -> set[tuple[str, str]]:
    return {(role, status) for status in statuses for role in listed.roles_in(status)}


def _processes(before: ProcessAccess, after: ProcessAccess) -> Iterator[Widening]:
    for what in ("create", "update"):
        held, given = getattr(before, what), getattr(after, what)
        if held != ALL and given != held and (given == ALL or given - held):
            names = ALL if given == ALL else ", ".join(sorted(given - held))
            yield Widening(f"processes-{what}-widened", f"processes.{what}", {"processes": names})
    gained = [name for name in after.fields if name not in before.fields]
    if gained:
        yield Widening("processes-fields-widened", "processes.fields", {"fields": ", ".join(gained)})
