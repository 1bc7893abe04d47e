"""orders and their lines

Revision: orders_0001, a branch of its own
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "orders_0001"
down_revision = None
branch_labels = ("orders",)
depends_on = "0006"  # the first version of Dealflow that has everything this needs


def upgrade():
    op.create_table(
        "sample_order",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer()),
        sa.Column("modified_at", sa.DateTime(), nullable=False),
        sa.Column("modified_by_id", sa.Integer()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("status_changed_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("counterparty_id", sa.Integer(), sa.ForeignKey("counterparty.id")),
        sa.Column("manager_id", sa.Integer(), sa.ForeignKey("person.id")),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("discount", sa.Numeric(5, 2)),
        sa.Column("delivery_date", sa.Date()),
        sa.Column("subtotal", sa.BigInteger()),
        sa.Column("amount", sa.BigInteger()),
        sa.UniqueConstraint("number", name=op.f("uq_sample_order_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sample_order_counterparty_id", "sample_order", ["counterparty_id"])
    op.create_index("ix_sample_order_manager_id", "sample_order", ["manager_id"])
    op.create_table(
        "sample_order_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("record_type", sa.String(64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(255), nullable=False),
        sa.Column("supplier_id", sa.Integer(), sa.ForeignKey("counterparty.id")),
        sa.Column("quantity", sa.Numeric(12, 3), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger()),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_sample_order_line_record", "sample_order_line", ["record_type", "record_id", "field", "ordinal"]
    )
    op.create_index("ix_sample_order_line_supplier_id", "sample_order_line", ["supplier_id"])


def downgrade():
    op.drop_table("sample_order_line")
    op.drop_table("sample_order")
