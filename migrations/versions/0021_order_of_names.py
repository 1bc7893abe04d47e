"""the order of counterparties by name is kept

Revision: 0021, after 0020
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_BATCH = 1000
_LONGEST = 600
_QUOTE = re.compile("[«»„“”\"'()]")
_ORDER = sa.String(_LONGEST).with_variant(sa.String(_LONGEST, collation="C"), "postgresql")


def upgrade():
    # no batch: SQLite would make the table anew, and earlier migrations could not be taken back
    column = sa.Column("full_organization_name_order", _ORDER, nullable=False, server_default=sa.text("''"))
    op.add_column("counterparty", column)
    _fill(op.get_bind())
    name = op.f("ix_counterparty_full_organization_name_order")
    op.create_index(name, "counterparty", ["full_organization_name_order"])


def downgrade():
    op.drop_index(op.f("ix_counterparty_full_organization_name_order"), "counterparty")
    op.drop_column("counterparty", "full_organization_name_order")


def _fill(connection):
    table = sa.table("counterparty", *map(sa.column, ("id", "full_organization_name", "full_organization_name_order")))
    last = 0
    while True:
        chosen = sa.select(table.c.id, table.c.full_organization_name).where(table.c.id > last)
        rows = connection.execute(chosen.order_by(table.c.id).limit(_BATCH)).all()
        if not rows:
            return
        last = rows[-1].id
        statement = sa.update(table).where(table.c.id == sa.bindparam("of"))
        ordered = [{"of": row.id, "key": _key(row.full_organization_name)} for row in rows]
        connection.execute(statement.values(full_organization_name_order=sa.bindparam("key")), ordered)


def _key(text):
    plain = unicodedata.normalize("NFC", text)
    letters = _QUOTE.sub("", plain.lower().replace("ё", "е\ufffd"))
    return f"{letters}\t{plain}"[:_LONGEST]
