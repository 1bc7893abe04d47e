"""rights that follow from other records are found in indexes

Revision: 0022, after 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_RIGHTS = ["responsible_id", "created_by_id", "order_id", "deal_id"]
_NEW = {
    "ix_payment_planned": ["planned_payment_date", "id", "status", *_RIGHTS],
    "ix_payment_status_changed": ["status", "status_changed_at", "id", *_RIGHTS],
    "ix_payment_totals": ["status", "currency", *_RIGHTS, "amount"],
}
_FORMER = {
    "ix_payment_planned": ["planned_payment_date", "id", "responsible_id", "status"],
    "ix_payment_status_changed": ["status", "status_changed_at", "id", "responsible_id"],
    "ix_payment_totals": ["status", "currency", "responsible_id", "amount"],
}


def upgrade():
    _index(_NEW)
    op.create_index("ix_deal_id_manager", "deal", ["id", "manager_id"])
    op.create_index("ix_sales_order_id_manager", "sales_order", ["id", "manager_id"])


def downgrade():
    op.drop_index("ix_sales_order_id_manager", table_name="sales_order")
    op.drop_index("ix_deal_id_manager", table_name="deal")
    _index(_FORMER)


def _index(columns):
    for name, of_index in columns.items():
        op.drop_index(name, table_name="payment")
        include = ["id"] if name == "ix_payment_totals" else []
        op.create_index(name, "payment", of_index, postgresql_include=include)
