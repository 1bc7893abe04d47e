"""Numbers without holes: taken in the transaction that uses them."""

from sqlalchemy import insert, update

from app.db import db
from app.records.models import Counter


def next_number(name: str) -> int:
    """The next number of this counter; the row stays locked until the transaction ends."""
    take = update(Counter).where(Counter.name == name).values(value=Counter.value + 1).returning(Counter.value)
    number = db.session.execute(take.execution_options(synchronize_session=False)).scalar()
    if number is None:
        db.session.execute(insert(Counter).values(name=name, value=1))
        return 1
    return number
