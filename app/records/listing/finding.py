"""Finding records and people by a few words, with the rights of who asks: for pickers and for the search page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, or_, select

from app.access.models import Person, person_name
from app.db import db
from app.engine import Actor
from app.folding import dictionary_order, fold, folded
from app.i18n import localized
from app.records.fields.text import contains
from app.records.lifecycle.current import find_lifecycle
from app.records.listing import Filter, ListPage, ListQuery, fetch
from app.records.types import RecordType

MOST_FOUND = 20
STATUS = "status"


@dataclass(frozen=True)
class Found:
    """One hit: its id, its name, and what tells it from others of the same name."""

    id: int
    name: str
    hint: str = ""


def find_records(
    record_type: RecordType, words: str, actor: Actor, most: int = MOST_FOUND, filters: Sequence[Filter] = ()
) -> ListPage:
    """The records that have all these words in the fields by which their type is searched: two statements."""
    fields = {*record_type.display_columns, *filter(None, [record_type.hint]), "status"}
    query = ListQuery(
        record_type, filters, words.strip(), per_page=most, every_status=True, fields=fields, unmerged=True
    )
    return fetch(query, actor)


def as_found(record_type: RecordType, records: Sequence[Any]) -> list[Found]:
    """Records as hits, with the hint that their type declares."""
    return [Found(record.id, record_type.display(record), _hint(record_type, record)) for record in records]


def find_people(words: str, most: int = MOST_FOUND) -> list[Found]:
    """People who may sign in, by name, login or e-mail: one statement."""
    statement = select(Person.id, Person.first_name, Person.last_name, Person.login, Person.job_title)
    statement = statement.where(Person.disabled.is_(False))
    for word in words.split()[:5]:
        columns = (Person.first_name, Person.last_name, Person.login, Person.email)
        statement = statement.where(or_(*(contains(column, word) for column in columns)))
    if words.strip():
        begins = folded(Person.last_name).startswith(fold(words.split()[0]), autoescape=True)
        statement = statement.order_by(case((begins, 0), else_=1))
    rows = db.session.execute(
        statement.order_by(dictionary_order(Person.last_name), dictionary_order(Person.first_name), Person.id).limit(
            most
        )
    )
    return [
        Found(row.id, person_name(row.first_name, row.last_name, row.login), row.job_title or row.login) for row in rows
    ]


def _hint(record_type: RecordType, record: Any) -> str:
    if record_type.hint == STATUS:
        lifecycle = find_lifecycle(record_type.name)
        status = lifecycle.status(record.status) if lifecycle else None
        return localized(status.label) if status else str(record.status)
    return (getattr(record, record_type.hint) or "") if record_type.hint else ""
