"""Texts as people read them: one folding for what is stored and for what is asked, and one order of names.

The same on every database: what SQLite computes by these functions, PostgreSQL computes by the same steps in SQL.
"""

import re
import unicodedata
from typing import Any

from sqlalchemy import String, event
from sqlalchemy.engine import Engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

LONGEST_ORDER = 600
"""Characters of a kept `sort_key`: as many as an index of PostgreSQL takes in any script."""
_QUOTES = "«»„“”\"'()"
_ANY_QUOTE = re.compile(f"[{re.escape(_QUOTES)}]")
_AFTER_E = "е\ufffd"
"""Where the alphabet has ё: behind every word with е, before ж."""
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)


def fold(text: str) -> str:
    """A text as it is searched: without case, ё as е, letters composed, every space the same."""
    return _composed(text).replace("\u00a0", " ").lower().replace("ё", "е")


def sort_key(text: str) -> str:
    """What names are sorted by: the alphabet, whatever the case; Latin letters before Russian ones; quotes are let go.

    Names that differ in case alone have the capital first.
    """
    plain = _composed(text)
    letters = plain.lower().replace("ё", _AFTER_E)
    if _ANY_QUOTE.search(letters):  # SQLite asks for every row: to look first is many times as fast
        letters = _ANY_QUOTE.sub("", letters)
    return f"{letters}\t{plain}"


def stored_order(text: str) -> str:
    """`sort_key` as a column keeps it: names that are alike so far are ordered by what comes next in the list."""
    return sort_key(text)[:LONGEST_ORDER]


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def other_layout(text: str) -> str:
    """What comes out when the same keys are struck in the other layout of the keyboard.

    Parameters:
        text: in lower case.
    """
    return text.translate(_TO_LATIN if any(each in _RUSSIAN_KEYS for each in text) else _TO_RUSSIAN)


class folded(GenericFunction[str]):
    """`fold` in SQL."""

    type = String()
    inherit_cache = True


class dictionary_order(GenericFunction[str]):
    """`sort_key` in SQL."""

    type = String()
    inherit_cache = True


@compiles(folded, "postgresql")
def _folded_on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    # by itself a database with the locale C knows ASCII letters only
    text = compiler.process(element.clauses, **options)
    return f"""replace(lower(replace(normalize({text}), U&'\\00A0', ' ') COLLATE "und-x-icu"), 'ё', 'е')"""


@compiles(dictionary_order, "postgresql")
def _dictionary_order_on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    plain = f"normalize({compiler.process(element.clauses, **options)})"
    quotes = _QUOTES.replace("'", "''")
    letters = f"""translate(replace(lower({plain} COLLATE "und-x-icu"), 'ё', '{_AFTER_E}'), '{quotes}', '')"""
    return f"""(({letters} || E'\\t' || {plain}) COLLATE "C")"""


@event.listens_for(Engine, "connect")
def _offer_to_sqlite(connection: Any, _record: Any) -> None:
    if "sqlite" in type(connection).__module__:
        for name, function in (("folded", fold), ("dictionary_order", sort_key)):
            connection.create_function(name, 1, _of_text(function), deterministic=True)


def _of_text(function: Any) -> Any:
    return lambda text: function(text) if isinstance(text, str) else text
