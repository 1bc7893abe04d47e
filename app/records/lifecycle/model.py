"""What a lifecycle file says: the statuses, stages, roles and rights of one record type."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from app.records.checks.model import Check

Words = Mapping[str, str]
Kind = Literal["open", "won", "lost", "paused", "archived"]
Access = Literal["read", "write"]

#: `statuses` of a permission that holds in every status.
ALL: Final = "all"

ACCESSES: tuple[Access, ...] = ("read", "write")
KINDS: tuple[Kind, ...] = ("open", "won", "lost", "paused", "archived")


@dataclass(frozen=True)
class Stage:
    """A step that several statuses share.

    Attributes:
        kind: `open` (on the way), `won`, `lost`, `paused` or `archived` (not counted any more).
        color: `#rrggbb` of charts and the stages widget.
    """

    id: str
    label: Words
    kind: Kind = "open"
    color: str | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Status:
    """A state of the record.

    Attributes:
        stage: id of its stage, or None.
        color: its own, else that of its stage.
        board: whether the board has a column for it.
        offered: whether people and programs may ask for it; a process sets it in any case.
        listed: whether the journal shows it before any filter is chosen.
        initial: the status of a new record; exactly one status is initial.
        final: nothing follows.
        kind: its own, else that of its stage.
        replaces: ids of statuses that are no more; their records move to this one at publication.
    """

    id: str
    label: Words
    stage: str | None = None
    color: str | None = None
    board: bool = True
    offered: bool = True
    listed: bool = True
    initial: bool = False
    final: bool = False
    kind: Kind = "open"
    replaces: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Role:
    """A part that people play on a record, bound to exactly one of a group, a field of the record, its creator, the
    records that it points to, or everyone.

    Attributes:
        group: id of the group whose members have the role.
        attribute: name of the record's field that holds the person (with `many`: the people).
        fallback_group: who has the role while the field is empty.
        creator: whoever has made the record.
        through: the references of the record; who has the `role`, or the `right`, on one of the records there has this
            role here.
        role: of the lifecycle files of those records.
        right: `read` or `write`, on those records.
        everyone: whoever is signed in.
    """

    id: str
    label: Words
    group: str | None = None
    attribute: str | None = None
    many: bool = False
    fallback_group: str | None = None
    creator: bool = False
    through: tuple[str, ...] = ()
    role: str | None = None
    right: Access | None = None
    everyone: bool = False
    line: int = field(default=0, compare=False)

    @property
    def binding(self) -> tuple[Any, ...]:
        """What it is bound to; equal while it means the same people."""
        return (
            self.group,
            self.attribute,
            self.fallback_group,
            self.creator,
            self.through,
            self.role,
            self.right,
            self.everyone,
        )

    @property
    def names_people(self) -> bool:
        """Whether tasks can be offered to it: it means certain groups or people."""
        return bool(self.group or self.attribute)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that the role names."""
        return tuple(group for group in (self.group, self.fallback_group) if group)


@dataclass(frozen=True)
class Permission:
    """One cell of the matrix role × status.

    Attributes:
        access: `read`, or `write` which includes reading.
        statuses: ids, or `ALL`.
    """

    role: str
    access: Access
    statuses: frozenset[str] | Literal["all"]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class RoleList:
    """The roles that may create records, or use an action.

    Attributes:
        statuses: by role, ids of the statuses in which it may; a role that is not here may in all.
    """

    roles: tuple[str, ...]
    line: int = field(default=0, compare=False)
    statuses: Mapping[str, frozenset[str] | Literal["all"]] = field(default_factory=dict)

    def roles_in(self, status: str | None) -> Iterator[str]:
        """The roles that may while a record is in this status; None: the record has none."""
        for role in self.roles:
            allowed = self.statuses.get(role, ALL)
            if status is None or allowed == ALL or status in allowed:
                yield role


@dataclass(frozen=True)
class ProcessAccess:
    """What processes may do to records of this type that are none of their own.

    Attributes:
        create: ids of the processes about no record that may add records, or `ALL`.
        update: ids of the processes that may change any record, or `ALL`.
        fields: read-only fields that processes fill.
    """

    create: frozenset[str] | Literal["all"] = frozenset()
    update: frozenset[str] | Literal["all"] = frozenset()
    fields: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    def lets_create(self, process: str) -> bool:
        return self.create == ALL or process in self.create

    def lets_update(self, process: str) -> bool:
        return self.update == ALL or process in self.update


@dataclass(frozen=True)
class Lifecycle:
    """One `*.lifecycle.yaml`.

    Attributes:
        record_type: the type it belongs to.
        name: how the type is called.
        statuses: in order; empty when the type has no process.
        roles: by id.
        permissions: the matrix.
        create: who may add records.
        actions: who may use an action, by action id: each is a right of its own, whether the roles may write or not.
            Whoever may write uses the actions that are not listed, except for deleting, which nobody may then.
        checks: what must hold between the fields of every record.
        processes: what processes may do besides what is their own.
        card: names of the widgets of a card in their order; empty: all, as they are declared.
    """

    record_type: str
    name: Words
    stages: tuple[Stage, ...]
    statuses: tuple[Status, ...]
    roles: Mapping[str, Role]
    permissions: tuple[Permission, ...]
    create: RoleList = RoleList(())
    actions: Mapping[str, RoleList] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    processes: ProcessAccess = ProcessAccess()
    card: tuple[str, ...] = ()
    card_line: int = field(default=0, compare=False)
    record_type_line: int = field(default=0, compare=False)

    def status(self, status_id: str) -> Status | None:
        """The status of that id, or None."""
        return next((status for status in self.statuses if status.id == status_id), None)

    def ids_of_kind(self, kind: Kind) -> frozenset[str]:
        """The statuses of a kind: what code may ask for, since their ids are the file's."""
        return frozenset(status.id for status in self.statuses if status.kind == kind)

    def is_final(self, status_id: str) -> bool:
        """Whether nothing follows a status; false when there is none of that id."""
        status = self.status(status_id)
        return status is not None and status.final

    def stage(self, stage_id: str | None) -> Stage | None:
        """The stage of that id, or None."""
        return next((stage for stage in self.stages if stage.id == stage_id), None)

    def stage_of(self, status_id: str) -> Stage | None:
        """The stage that a status belongs to, or None."""
        status = self.status(status_id)
        return self.stage(status.stage) if status else None

    @property
    def initial_status(self) -> Status:
        """The status of a new record.

        Raises:
            LookupError: the type has no statuses.
        """
        for status in self.statuses:
            if status.initial:
                return status
        raise LookupError(f"{self.record_type} has no statuses")

    @property
    def offered_statuses(self) -> tuple[Status, ...]:
        """What “Change status” offers."""
        return tuple(status for status in self.statuses if status.offered)
