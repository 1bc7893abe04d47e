"""Which processes a caller may see: those of records that they may read; without a record, analysts see them."""

from sqlalchemy import ColumnElement, and_, or_, select, true

from app.access.permissions import ADMINISTRATORS, may
from app.engine import Actor, NotFound
from app.engine.models import ProcessInstance
from app.i18n import gettext as _
from app.records import rights
from app.records.types import registry


def visible_instances(actor: Actor) -> ColumnElement[bool]:
    """The condition on `process_instance`; administrators see all."""
    if ADMINISTRATORS in actor.groups:
        return true()
    conditions = [
        and_(
            ProcessInstance.record_type == record_type.name,
            ProcessInstance.record_id.in_(select(record_type.model.id).where(rights.readable(record_type, actor))),
        )
        for record_type in registry
    ]
    if may(actor, "analyst"):
        conditions.append(ProcessInstance.record_type.is_(None))
    return or_(*conditions)


def business_key(record_type: str | None, record_id: int | None) -> str | None:
    """The business key of a process: `<type>:<id>` of its record."""
    return None if record_type is None else f"{record_type}:{record_id}"


def record_of_key(key: str) -> tuple[str, int]:
    """The record that a business key means; both names of the type are known (`deal:7`, `deals:7`).

    Raises:
        NotFound: it can be none.
    """
    type_name, _colon, number = key.partition(":")
    record_type = registry.get(type_name) or registry.by_plural(type_name)
    if record_type is None or not number.isdecimal() or len(number) > 9:
        raise NotFound(_("There is no record %(key)s.", key=key[:100]))
    return record_type.name, int(number)
