"""units, VAT rates, products, lines, orders and payments

Revision: 0014, after 0013
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "unit",
        sa.Column("short_name", sa.String(length=32), nullable=False),
        sa.Column("short_name_en", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("name_en", sa.String(length=255), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("modified_at", sa.DateTime(), nullable=False),
        sa.Column("modified_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_unit_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vat_rate",
        sa.Column("rate", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("name_en", sa.String(length=255), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("modified_at", sa.DateTime(), nullable=False),
        sa.Column("modified_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vat_rate")),
        sa.UniqueConstraint("code", name=op.f("uq_vat_rate_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "product",
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("article", sa.String(length=64), nullable=True),
        sa.Column("product_type", sa.String(length=32), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("vat_rate_id", sa.Integer(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("modified_at", sa.DateTime(), nullable=False),
        sa.Column("modified_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_product_unit_id")),
        sa.ForeignKeyConstraint(["vat_rate_id"], ["vat_rate.id"], name=op.f("fk_product_vat_rate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_article"), ["article"])
        batch_op.create_index(batch_op.f("ix_product_name"), ["name"])
        batch_op.create_index(batch_op.f("ix_product_product_type"), ["product_type"])
        batch_op.create_index(batch_op.f("ix_product_unit_id"), ["unit_id"])
        batch_op.create_index(batch_op.f("ix_product_vat_rate_id"), ["vat_rate_id"])

    op.create_table(
        "line_item",
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column("price_with_discount", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=15, scale=3), nullable=False),
        sa.Column("discount_amount", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("vat_rate_id", sa.Integer(), nullable=True),
        sa.Column("vat_percent", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("vat_amount", sa.BigInteger(), nullable=True),
        sa.Column("amount_with_vat", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name=op.f("fk_line_item_product_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_line_item_unit_id")),
        sa.ForeignKeyConstraint(["vat_rate_id"], ["vat_rate.id"], name=op.f("fk_line_item_vat_rate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_item")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("line_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_item_product_id"), ["product_id"])
        batch_op.create_index("ix_line_item_record", ["record_type", "record_id", "field", "ordinal"])
        batch_op.create_index(batch_op.f("ix_line_item_unit_id"), ["unit_id"])
        batch_op.create_index(batch_op.f("ix_line_item_vat_rate_id"), ["vat_rate_id"])

    op.create_table(
        "sales_order",
        sa.Column("order_date", sa.DateTime(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("counterparty_id", sa.Integer(), nullable=False),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("total_amount", sa.BigInteger(), nullable=True),
        sa.Column("total_vat", sa.BigInteger(), nullable=True),
        sa.Column("total_amount_with_vat", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("status_changed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("modified_at", sa.DateTime(), nullable=False),
        sa.Column("modified_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["counterparty_id"], ["counterparty.id"], name=op.f("fk_sales_order_counterparty_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_sales_order_deal_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_sales_order_manager_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("number", name=op.f("uq_sales_order_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sales_order", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sales_order_counterparty_id"), ["counterparty_id"])
        batch_op.create_index(batch_op.f("ix_sales_order_deal_id"), ["deal_id"])
        batch_op.create_index("ix_sales_order_manager_status", ["manager_id", "status", "order_date"])
        batch_op.create_index("ix_sales_order_received", ["order_date", "id", "manager_id", "status"])
        batch_op.create_index(
            "ix_sales_order_status_changed", ["status", "status_changed_at", "id", "manager_id"]
        )
        batch_op.create_index(
            "ix_sales_order_totals",
            ["status", "currency", "manager_id", "total_amount_with_vat"],
            unique=False,
            postgresql_include=["id"],
        )

    op.create_table(
        "payment",
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("counterparty_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("deal_id", sa.Integer(), nullable=True),
        sa.Column("planned_payment_date", sa.Date(), nullable=True),
        sa.Column("fact_payment_date", sa.Date(), nullable=True),
        sa.Column("paid_amount", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("status_changed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("modified_at", sa.DateTime(), nullable=False),
        sa.Column("modified_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("custom", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(["counterparty_id"], ["counterparty.id"], name=op.f("fk_payment_counterparty_id")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_payment_deal_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["sales_order.id"], name=op.f("fk_payment_order_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_payment_responsible_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_payment_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payment_counterparty_id"), ["counterparty_id"])
        batch_op.create_index(batch_op.f("ix_payment_deal_id"), ["deal_id"])
        batch_op.create_index(batch_op.f("ix_payment_order_id"), ["order_id"])
        batch_op.create_index(
            "ix_payment_planned", ["planned_payment_date", "id", "responsible_id", "status"]
        )
        batch_op.create_index(
            "ix_payment_responsible_status", ["responsible_id", "status", "planned_payment_date"]
        )
        batch_op.create_index(
            "ix_payment_status_changed", ["status", "status_changed_at", "id", "responsible_id"]
        )
        batch_op.create_index(
            "ix_payment_totals",
            ["status", "currency", "responsible_id", "amount"],
            unique=False,
            postgresql_include=["id"],
        )

    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("total_amount", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("total_vat", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("total_amount_with_vat", sa.BigInteger(), nullable=True))


def downgrade():
    with op.batch_alter_table("deal", schema=None) as batch_op:
        batch_op.drop_column("total_amount_with_vat")
        batch_op.drop_column("total_vat")
        batch_op.drop_column("total_amount")

    with op.batch_alter_table("payment", schema=None) as batch_op:
        batch_op.drop_index("ix_payment_totals", postgresql_include=["id"])
        batch_op.drop_index("ix_payment_status_changed")
        batch_op.drop_index("ix_payment_responsible_status")
        batch_op.drop_index("ix_payment_planned")
        batch_op.drop_index(batch_op.f("ix_payment_order_id"))
        batch_op.drop_index(batch_op.f("ix_payment_deal_id"))
        batch_op.drop_index(batch_op.f("ix_payment_counterparty_id"))

    op.drop_table("payment")
    with op.batch_alter_table("sales_order", schema=None) as batch_op:
        batch_op.drop_index("ix_sales_order_totals", postgresql_include=["id"])
        batch_op.drop_index("ix_sales_order_status_changed")
        batch_op.drop_index("ix_sales_order_received")
        batch_op.drop_index("ix_sales_order_manager_status")
        batch_op.drop_index(batch_op.f("ix_sales_order_deal_id"))
        batch_op.drop_index(batch_op.f("ix_sales_order_counterparty_id"))

    op.drop_table("sales_order")
    with op.batch_alter_table("line_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_line_item_vat_rate_id"))
        batch_op.drop_index(batch_op.f("ix_line_item_unit_id"))
        batch_op.drop_index("ix_line_item_record")
        batch_op.drop_index(batch_op.f("ix_line_item_product_id"))

    op.drop_table("line_item")
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_product_vat_rate_id"))
        batch_op.drop_index(batch_op.f("ix_product_unit_id"))
        batch_op.drop_index(batch_op.f("ix_product_product_type"))
        batch_op.drop_index(batch_op.f("ix_product_name"))
        batch_op.drop_index(batch_op.f("ix_product_article"))

    op.drop_table("product")
    op.drop_table("vat_rate")
    op.drop_table("unit")
