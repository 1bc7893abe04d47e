"""the words by which records are found are folded

Revision: 0012, after 0011
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BATCH = 1000
_PHONE = re.compile(r"\+?\d(?:[ \t().\u00a0\u202f-]*\d){6,}")
_NOW_SEARCHED = {"counterparty": ("kpp", "ogrn", "cell_phone", "ceo_name")}


def upgrade():
    connection = op.get_bind()
    inspector = sa.inspect(connection)
    for name in inspector.get_table_names():
        columns = {each["name"] for each in inspector.get_columns(name)}
        if {"id", "search_text"} <= columns:
            _fold(connection, name, [each for each in _NOW_SEARCHED.get(name, ()) if each in columns])


def downgrade():
    """What is folded is found by the words of before, too, but for ё."""


def _fold(connection, name, more):
    table = sa.table(name, *(sa.column(each) for each in ("id", "search_text", *more)))
    last = 0
    while True:
        chosen = sa.select(table).where(table.c.id > last).order_by(table.c.id).limit(_BATCH)
        rows = connection.execute(chosen).all()
        if not rows:
            return
        last = rows[-1].id
        changed = [
            {"of": row.id, "words": _folded(" ".join(filter(None, row[1:])))} for row in rows if any(row[1:])
        ]
        if changed:
            statement = sa.update(table).where(table.c.id == sa.bindparam("of"))
            connection.execute(statement.values(search_text=sa.bindparam("words")), changed)


def _folded(text):
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").lower().replace("ё", "е")
    digits = (_digits(found[0]) for found in _PHONE.finditer(text))
    return " ".join([text, *dict.fromkeys(each for each in digits if each not in text)])


def _digits(phone):
    digits = re.sub(r"\D", "", phone)
    return digits[1:] if len(digits) == 11 and digits[0] in "78" else digits
