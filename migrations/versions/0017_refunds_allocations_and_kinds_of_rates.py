"""refunds, allocation of payments to orders, kinds of VAT rates

Revision: 0017, after 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

#: The kinds of the rates that installations begin with.
KINDS = {
    "vat22": "standard",
    "vat20": "standard",
    "vat10": "reduced",
    "vat7": "simplified7",
    "vat5": "simplified5",
    "vat0": "export",
    "none": "none",
}


def upgrade():
    op.create_table(
        "payment_allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_payment_allocation_order_id_sales_order"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_allocation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("payment_allocation", schema=None) as batch_op:
        batch_op.create_index("ix_payment_allocation_record", ["record_type", "record_id", "field", "ordinal"])
        batch_op.create_index(batch_op.f("ix_payment_allocation_order_id"), ["order_id"])
    op.add_column(
        "payment", sa.Column("direction", sa.String(length=16), nullable=False, server_default=sa.text("'incoming'"))
    )
    op.add_column("vat_rate", sa.Column("kind", sa.String(length=32), nullable=True))
    op.create_index(op.f("ix_vat_rate_kind"), "vat_rate", ["kind"])
    rates = sa.table("vat_rate", sa.column("code", sa.String), sa.column("kind", sa.String))
    for code, kind in KINDS.items():
        op.execute(sa.update(rates).where(rates.c.code == code).values(kind=kind))


def downgrade():
    op.drop_index(op.f("ix_vat_rate_kind"), table_name="vat_rate")
    op.drop_column("vat_rate", "kind")
    op.drop_column("payment", "direction")
    op.drop_table("payment_allocation")
