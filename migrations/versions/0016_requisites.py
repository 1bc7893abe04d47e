"""requisites of counterparties: accounts and addresses as rows, sole proprietors, foreigners

Revision: 0016, after 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_NEW = (
    ("mailing_address", 1000),
    ("ogrnip", 15),
    ("certificate_series", 20),
    ("certificate_number", 20),
    ("gln", 13),
    ("country", 100),
    ("foreign_tax_number", 64),
    ("foreign_registration_number", 64),
    ("name_in_genitive", 255),
)
_BANK = (("bank_title", 255), ("bank_id", 9), ("account_number", 20), ("correspondent_account", 20))


def upgrade():
    op.create_table(
        "bank_account",
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.String(length=length), nullable=True) for name, length in _BANK),
        sa.Column("iban", sa.String(length=42), nullable=True),
        sa.Column("swift", sa.String(length=11), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        *_columns_of_rows(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_account")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_bank_account_record", "bank_account", ["record_type", "record_id", "field", "ordinal"])
    op.create_table(
        "counterparty_address",
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=True),
        *_columns_of_rows(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counterparty_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_counterparty_address_record", "counterparty_address", ["record_type", "record_id", "field", "ordinal"]
    )
    for name, length in _NEW:
        op.add_column("counterparty", sa.Column(name, sa.String(length=length), nullable=True))
    op.execute(
        "ALTER TABLE counterparty ADD COLUMN initiator_id INTEGER"
        " CONSTRAINT fk_counterparty_initiator_id REFERENCES person (id)"
    )
    _move()
    for name, _length in _BANK:
        op.drop_column("counterparty", name)


def downgrade():
    for name, length in _BANK:
        op.add_column("counterparty", sa.Column(name, sa.String(length=length), nullable=True))
    _move_back()
    for name, _length in (*_NEW, ("initiator_id", 0)):
        op.drop_column("counterparty", name)
    op.drop_table("counterparty_address")
    op.drop_table("bank_account")


def _columns_of_rows():
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
    )


def _counterparty():
    names = ("id", "juridical_address", "post_address", "mailing_address", "ogrn", "ogrnip")
    return sa.table("counterparty", *(sa.column(name) for name in (*names, *(name for name, _ in _BANK))))


def _accounts():
    names = ("field", "main", "currency", "record_type", "record_id", "ordinal", "revision")
    return sa.table("bank_account", *(sa.column(name) for name in (*names, *(name for name, _ in _BANK))))


def _move():
    table, accounts = _counterparty(), _accounts()
    letters = sa.func.coalesce(sa.func.nullif(table.c.post_address, ""), table.c.juridical_address)
    op.execute(sa.update(table).values(mailing_address=letters))
    proprietor = sa.func.length(table.c.ogrn) == 15
    op.execute(sa.update(table).where(proprietor).values(ogrnip=table.c.ogrn, ogrn=None))
    held = [table.c[name] for name, _length in _BANK]
    kept = sa.select(
        sa.literal("bank_accounts"),
        sa.true(),
        sa.literal("RUB"),
        sa.literal("counterparty"),
        table.c.id,
        sa.literal(0),
        sa.literal(1),
        *held,
    ).where(sa.or_(*(sa.func.coalesce(each, "") != "" for each in held)))
    op.execute(sa.insert(accounts).from_select([each.name for each in accounts.columns], kept))


def _move_back():
    table, accounts = _counterparty(), _accounts()
    main = sa.and_(
        accounts.c.record_type == "counterparty", accounts.c.record_id == table.c.id, accounts.c.ordinal == 0
    )
    values = {name: sa.select(accounts.c[name]).where(main).scalar_subquery() for name, _length in _BANK}
    op.execute(sa.update(table).values(**values))
    op.execute(
        sa.update(table)
        .where(table.c.ogrn.is_(None))
        .values(ogrn=table.c.ogrnip)
    )
