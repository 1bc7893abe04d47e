"""Numbers without holes: taken in the transaction that uses them."""

from functools import cache
from types import ModuleType

from sqlalchemy import Executable, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from app.db import db
from app.records.models import Counter

_TABLE = Counter.__table__
_DIALECTS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def next_number(name: str) -> int:
    """The next number of this counter; the row stays locked until the transaction ends."""
    connection = db.session.connection()
    number: int = connection.execute(_take(connection.dialect.name), {"name": name}).scalar_one()
    return number


@cache
def _take(dialect: str) -> Executable:
    """One statement, so that two who come first at the same time do not both insert."""
    first = _DIALECTS[dialect].insert(_TABLE).values(name=bindparam("name"), value=1)
    raised = {"value": _TABLE.c.value + 1}
    either = first.on_conflict_do_update(index_elements=[_TABLE.c.name], set_=raised)
    taken: Executable = either.returning(_TABLE.c.value)
    return taken
