"""How records are found by words: what is stored of them, and what a question means.

A question is folded as the stored text is. A telephone is found by its digits, a numbered record by its number with or
without the name of its type, a record by who is responsible for it, and everything in the other layout of the keyboard.
"""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, and_, or_

from app.bounds import LARGEST_NUMBER
from app.engine import SYSTEM
from app.folding import fold, other_layout
from app.i18n import LANGUAGES, localized
from app.records.types.record_type import RecordType

LONGEST_SEARCH = 200
MOST_WORDS = 10
_PHONE = re.compile(r"\+?\d(?:[ \t().\u00a0\u202f-]*\d){6,}")
_MARKS = "№#:;,.«»\"'()"
_NUMBER = re.compile(r"(?:no\.?|№|#)?0*(\d{1,10})")
_NATIONAL = 11
"""Digits of a Russian number with 8 or 7 in front, which say the same."""


def text_of(words: Iterable[str]) -> str:
    """What is stored of the words by which a record is found: folded, and the digits of telephones besides."""
    text = fold(" ".join(words))
    digits = (digits_of(found[0]) for found in _PHONE.finditer(text))
    return " ".join([text, *dict.fromkeys(each for each in digits if each not in text)])


def matches(record_type: RecordType, question: str) -> ColumnElement[bool] | None:
    """The condition that records fulfil which a question finds; None: it asks for nothing."""
    asked = fold(question[:LONGEST_SEARCH])
    number = number_in(record_type, question)
    found = [and_(*_conditions(record_type, words)) for each in _layouts(asked) if (words := _terms(record_type, each))]
    if number is not None:
        found.append(record_type.model.number == number)
    return or_(*found) if found else None


def number_in(record_type: RecordType, question: str) -> int | None:
    """The number of a record that a question names: `14`, `№14`, `Deal 14`; None where it names none."""
    if not record_type.numbered:
        return None
    words = fold(question[:LONGEST_SEARCH]).replace("№", " №").split()
    words = [each for each in words if each not in _labels(record_type)] if names_type(record_type, question) else words
    found = _NUMBER.fullmatch("".join(words).rstrip(_MARKS))
    return int(found[1]) if found and int(found[1]) <= LARGEST_NUMBER else None


def names_type(record_type: RecordType, question: str) -> bool:
    """Whether a question says in words which type of record is meant."""
    return not _labels(record_type).isdisjoint(fold(question[:LONGEST_SEARCH]).replace("№", " ").split())


def _layouts(text: str) -> Iterator[str]:
    yield text
    if any(each.isalpha() for each in text):
        yield fold(other_layout(text))


def _terms(record_type: RecordType, text: str) -> list[str]:
    """What must be found of a folded question: words, and the digits of telephones."""
    phones = [digits_of(found[0]) for found in _PHONE.finditer(text)]
    words = [each for word in _PHONE.sub(" ", text).split() if (each := word.strip(_MARKS))]
    others = [each for each in words if each not in _labels(record_type)]
    return [*phones, *(others or ([] if phones else words))][:MOST_WORDS]


def digits_of(phone: str) -> str:
    """The digits of a telephone; of a Russian one those behind the 8 or the 7."""
    digits = re.sub(r"\D", "", phone)
    return digits[1:] if len(digits) == _NATIONAL and digits[0] in "78" else digits


def _conditions(record_type: RecordType, words: Iterable[str]) -> Iterator[ColumnElement[bool]]:
    for word in words:
        found = record_type.model.search_text.contains(word, autoescape=True)
        if record_type.responsible and not word.isdecimal():
            found = or_(found, _responsible(record_type, word))
        yield found


def _responsible(record_type: RecordType, word: str) -> ColumnElement[bool]:
    return record_type.field(record_type.responsible or "").condition("contains", word, SYSTEM)


def _labels(record_type: RecordType) -> frozenset[str]:
    labels = (record_type.label, record_type.label_plural)
    return frozenset(fold(localized(each, language)) for each in labels for language in LANGUAGES)
