"""Numbers without holes: taken in the transaction that uses them."""

from sqlalchemy.dialects import postgresql, sqlite

from app.db import db
from app.records.models import Counter


def next_number(name: str) -> int:
    """The next number of this counter; the row stays locked until the transaction ends."""
    dialect = postgresql if db.session.connection().dialect.name == "postgresql" else sqlite
    first = dialect.insert(Counter).values(name=name, value=1)
    take = first.on_conflict_do_update(index_elements=[Counter.name], set_={"value": Counter.value + 1})
    return db.session.execute(take.returning(Counter.value)).scalar_one()
