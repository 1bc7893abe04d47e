"""Who may see and change which records: the lifecycle's matrix as a condition of the query, and for one record.

The same grants make both, so that a list, a count or a search never shows what the card would refuse.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from app.db import db
from app.engine import Actor, NotFound
from app.i18n import gettext as _
from app.records.errors import FieldsForbidden, Forbidden
from app.records.lifecycle.current import rights_of
from app.records.lifecycle.permissions import (
    ALL,
    Always,
    action_allowed,
    action_on_new_allowed,
    conditions,
    create_allowed,
)
from app.records.rights.grant_conditions import any_of, grants_of
from app.records.rights.holding import Holding, PeopleByField
from app.records.types import RecordType

#: What the lifecycle files call the right to ask for another status, and the right to delete.
CHANGE_STATUS, DELETE = "change-status", "delete"


def readable(record_type: RecordType, actor: Actor, singly: bool = False) -> ColumnElement[bool]:
    """The condition under which a record of this type may be seen by the actor; `singly` as of `any_of`."""
    return any_of(record_type, grants_of(record_type, actor), actor, singly=singly)


def reads_all(record_type: RecordType, actor: Actor) -> bool:
    """Whether the actor may see every record of this type, whatever is in it."""
    return any(grant.statuses == ALL and isinstance(grant.when, Always) for grant in grants_of(record_type, actor))


def may(record_type: RecordType, record: Any, actor: Actor, right: str, people: PeopleByField | None = None) -> bool:
    """Whether the actor has the right `read` or `write` on this record.

    Parameters:
        people: `app.records.values.related.people_of` for this and other records, so that a list asks for it once.
    """
    return PageRights(record_type, [record], actor, people).may(record, right)


def require(
    record_type: RecordType, record: Any, actor: Actor, right: str, people: PeopleByField | None = None
) -> None:
    """Refuse who does not have the right; `people` as in `may`.

    Raises:
        NotFound: the actor may not even know of the record.
        Forbidden: the actor may read but not change it.
    """
    if may(record_type, record, actor, right, people):
        return
    if right == "write" and may(record_type, record, actor, "read", people):
        raise Forbidden(_("You may read this record, but not change it."))
    raise NotFound()


def works_with(record_type: RecordType, actor: Actor) -> bool:
    """Whether the actor has to do with records of this type at all: may add one, or read one of them."""
    if may_create(record_type, actor):
        return True
    found = select(record_type.model.id).where(readable(record_type, actor)).limit(1)
    return db.session.scalar(found) is not None


def may_create(record_type: RecordType, actor: Actor) -> bool:
    """Whether the actor may add records of this type."""
    return actor.id is None or create_allowed(rights_of(record_type.name), actor)


def require_create(record_type: RecordType, actor: Actor) -> None:
    """Refuse who may not add records of this type.

    Raises:
        Forbidden
    """
    if not may_create(record_type, actor):
        raise Forbidden(_("You may not create records of this kind."))


def may_act(
    record_type: RecordType,
    record: Any,
    actor: Actor,
    action: str,
    people: PeopleByField | None = None,
    right: str = "write",
) -> bool:
    """Whether the actor may use the action on this record: the one answer for every door.

    Parameters:
        people: as in `may`.
        right: what is needed while the lifecycle file does not say whose the action is.
    """
    held = PageRights(record_type, [record], actor, people)
    return held.may_act(record, action, right) and held.may(record, "read")


def require_act(
    record_type: RecordType, record: Any, actor: Actor, action: str, words: str, right: str = "write"
) -> None:
    """Refuse who may not use the action; parameters as of `may_act`.

    Parameters:
        words: what to say to who may write the record.

    Raises:
        NotFound: the actor may not even know of the record.
        Forbidden
    """
    if may_act(record_type, record, actor, action, right=right):
        return
    require(record_type, record, actor, "write")
    raise Forbidden(words)


def locked_fields(
    record_type: RecordType, record: Any, actor: Actor, people: PeopleByField | None = None
) -> frozenset[str]:
    """The fields that only an action writes which the actor may not use on this record.

    Parameters:
        record: None for one that is being made.
        people: as in `may`.
    """
    if actor.id is None:
        return frozenset()
    lifecycle = rights_of(record_type.name)
    found: set[str] = set()
    for action in record_type.actions:
        if action.fields and action.id in lifecycle.actions:
            allowed = (
                action_on_new_allowed(lifecycle, action.id, actor)
                if record is None
                else may_act(record_type, record, actor, action.id, people, action.right)
            )
            found.update(() if allowed else action.fields)
    return frozenset(found)


def require_edit(record_type: RecordType, record: Any, actor: Actor, names: Collection[str]) -> None:
    """Refuse who may change none of these fields: not write the record, and not use the actions that write them.

    Raises:
        NotFound, Forbidden: as of `require`.
    """
    granted = {
        name
        for action in record_type.actions
        if action.fields
        and action.id in rights_of(record_type.name).actions
        and may_act(record_type, record, actor, action.id, right=action.right)
        for name in action.fields
    }
    if not names or not granted.issuperset(names):
        require(record_type, record, actor, "write")


def require_unlocked(record_type: RecordType, record: Any, actor: Actor, names: Iterable[str]) -> None:
    """Refuse to write fields that stand for a right which the actor does not have.

    Parameters:
        record: None for one that is being made.

    Raises:
        FieldsForbidden
    """
    locked = locked_fields(record_type, record, actor).intersection(names)
    if locked:
        raise FieldsForbidden(dict.fromkeys(sorted(locked), _("You do not have the right to change this field.")))


class PageRights:
    """The rights of one person on the records of a page: what is the same for all of them is found once.

    Parameters:
        records: of the page.
        people: `people_of` for them, when it is known already.
    """

    def __init__(
        self, record_type: RecordType, records: Sequence[Any], actor: Actor, people: PeopleByField | None = None
    ) -> None:
        self._type, self._actor = record_type, actor
        self._lifecycle = rights_of(record_type.name)
        self._grants = tuple(grants_of(record_type, actor))
        self._holding = Holding(record_type, records, actor, people)

    def may(self, record: Any, right: str) -> bool:
        """Whether the person has the right `read` or `write` on this record."""
        if right == "write" and self._is_merged(record):
            return False
        return any(
            self._holding.holds(grant, record) for grant in self._grants if right == "read" or grant.access == "write"
        )

    def may_act(self, record: Any, action: str, right: str = "write") -> bool:
        """Whether the person may use the action on this record, which they may read; `right` as in `may_act`."""
        if self._actor.id is None:
            return True
        if self._is_merged(record):
            return False
        found = action_allowed(
            self._lifecycle,
            action,
            record.status if self._type.has_status else None,
            lambda role: self._has_role(role, record),
        )
        return self.may(record, right) if found is None else found

    def _is_merged(self, record: Any) -> bool:
        """Whether the record has gone into another one: it is only read then, whatever the lifecycle file says."""
        return self._actor.id is not None and self._type.merged_into(record) is not None

    def _has_role(self, role: str, record: Any) -> bool:
        found = self._lifecycle.roles.get(role)
        return found is not None and any(self._holding.fulfils(each, record) for each in conditions(found, self._actor))

    def may_move(self, record: Any) -> bool:
        """Whether the person may ask for another status of this record, and another may follow."""
        return self.may_act(record, CHANGE_STATUS) and not self._lifecycle.is_final(record.status)
