"""Who is called in a text: `@login`, as the list under the text area writes it and as anybody may type it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.access.models import Person
from app.db import db
from app.i18n import gettext as _
from app.records.errors import RecordRefused
from app.records.listing.readers import readers_among
from app.records.types import RecordType

MOST_MENTIONS = 50
_CALL = re.compile(r"(?<![\w@.])@([A-Za-z0-9][A-Za-z0-9._@-]{0,63})")
_END_OF_SENTENCE = "._-@"


@dataclass(frozen=True)
class Piece:
    """A part of a text: words, or the name of somebody who is called, then with their login."""

    words: str
    login: str = ""


def called_people(record_type: RecordType, record: Any, text: str, strict: bool = True) -> list[Person]:
    """The people who are called in a text; what is no login is text like any other.

    Parameters:
        strict: refuse to call who may not read the record; else they are left out.

    Raises:
        RecordRefused: somebody who is called may not read the record, or too many are.
    """
    logins = {login for call in _CALL.finditer(text) for login in _spellings(call[1])}
    if not logins:
        return []
    statement = select(Person).where(Person.login.in_(logins), Person.disabled.is_(False))
    found = db.session.scalars(statement.order_by(Person.id).options(selectinload(Person.groups))).all()
    people = [each for each in found if each.login in _named(text, {person.login for person in found})]
    if len(people) > MOST_MENTIONS:
        raise RecordRefused({"text": _("A comment calls at most %(count)s people.", count=MOST_MENTIONS)})
    readers = readers_among(record_type, record, people)
    if strict and len(readers) < len(people):
        names = ", ".join(each.display_name for each in people if each not in readers)
        words = _("These people may not read the record and would not learn of the comment: %(names)s.", names=names)
        raise RecordRefused({"text": words})
    return readers


def pieces(text: str, names: Mapping[str, str]) -> list[Piece]:
    """The text in parts.

    Parameters:
        names: of those who are called in it, by login.
    """
    found: list[Piece] = []
    begin = 0
    for start, end, login in _calls(text, names):
        found += [Piece(text[begin:start])] if start > begin else []
        found.append(Piece(names[login], login))
        begin = end
    return [*found, Piece(text[begin:])] if begin < len(text) else found


def _named(text: str, logins: Collection[str]) -> set[str]:
    return {login for _start, _end, login in _calls(text, logins)}


def _calls(text: str, logins: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Begin, end and login of each call of one of these people."""
    for call in _CALL.finditer(text):
        login = next((each for each in _spellings(call[1]) if each in logins), None)
        if login is not None:
            yield call.start(), call.start() + 1 + len(login), login


def _spellings(word: str) -> Iterator[str]:
    """What the word may be as a login, the longest first: a sentence may end behind it."""
    login = word.lower()
    yield login
    while login and login[-1] in _END_OF_SENTENCE:
        login = login[:-1]
        yield login
