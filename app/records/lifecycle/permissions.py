"""The rights of a person by the lifecycle file, as data out of which a query can be built."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from app.engine import Actor
from app.records.lifecycle.model import ALL as ALL
from app.records.lifecycle.model import Access, Lifecycle, Role

#: Actions that nobody may use when the file does not say who may.
ALWAYS_LISTED = ("delete",)


@dataclass(frozen=True)
class Always:
    """Holds for every record."""


@dataclass(frozen=True)
class PersonField:
    """Holds when the field holds the person."""

    name: str


@dataclass(frozen=True)
class PersonListField:
    """Holds when the person is among the people in the field."""

    name: str


@dataclass(frozen=True)
class EmptyPersonField:
    """Holds when nobody is in the field: the role falls back to a group of which the person is a member."""

    name: str


@dataclass(frozen=True)
class Creator:
    """Holds when the person has made the record."""


@dataclass(frozen=True)
class Linked:
    """Holds when the person has the role, or the right, on the record that the reference points to."""

    reference: str
    role: str | None
    right: Access | None


Condition = Always | PersonField | PersonListField | EmptyPersonField | Creator | Linked


@dataclass(frozen=True)
class Grant:
    """One way in which a person may come to a record.

    Attributes:
        access: `read`, or `write` which includes reading.
        statuses: ids of the statuses in which it holds, or `ALL`.
        when: what the record must fulfil.
        role: the role of the lifecycle file that gives it (for “why may I”).
    """

    access: Access
    statuses: frozenset[str] | Literal["all"]
    when: Condition
    role: str = ""


def grants(lifecycle: Lifecycle, actor: Actor) -> tuple[Grant, ...]:
    """Everything that gives this person a right on records of the type; nothing else does.

    What other records must be asked for comes last.
    """
    found = (
        Grant(permission.access, permission.statuses, condition, permission.role)
        for permission in lifecycle.permissions
        for condition in conditions(lifecycle.roles[permission.role], actor)
    )
    return tuple(sorted(found, key=lambda grant: isinstance(grant.when, Linked)))


def create_allowed(lifecycle: Lifecycle, actor: Actor) -> bool:
    """Whether the person may add records: through a group, since a new record has nobody in its fields yet."""
    roles = (lifecycle.roles[name] for name in lifecycle.create.roles)
    return any(role.everyone or not actor.groups.isdisjoint(role.groups) for role in roles)


def action_allowed(
    lifecycle: Lifecycle, action: str, status: str | None, has_role: Callable[[str], bool]
) -> bool | None:
    """Whether one of the person's roles may use the action on a record; None: the file does not list it.

    Parameters:
        status: in which the record is, None when it has none.
        has_role: whether the person has a role on the record.
    """
    listed = lifecycle.actions.get(action)
    if listed is None:
        return False if action in ALWAYS_LISTED else None
    return any(lifecycle.roles[name].everyone or has_role(name) for name in listed.roles_in(status))


def action_on_new_allowed(lifecycle: Lifecycle, action: str, actor: Actor) -> bool | None:
    """The same for a record that is being made: through a group, as for `create_allowed`."""
    listed = lifecycle.actions.get(action)
    if listed is None:
        return None
    roles = (lifecycle.roles[name] for name in listed.roles)
    return any(role.everyone or not actor.groups.isdisjoint(role.groups) for role in roles)


def conditions(role: Role, actor: Actor) -> Iterator[Condition]:
    """What a record must fulfil, one or the other, that the person has the role on it."""
    if role.everyone or (role.group and role.group in actor.groups):
        yield Always()
    if role.attribute:
        yield PersonListField(role.attribute) if role.many else PersonField(role.attribute)
        if role.fallback_group and role.fallback_group in actor.groups:
            yield EmptyPersonField(role.attribute)
    if role.creator:
        yield Creator()
    for reference in role.through:
        yield Linked(reference, role.role, role.right)
