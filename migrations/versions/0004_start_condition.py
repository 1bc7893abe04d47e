"""conditional start events: for which records their condition is true

Revision: 0004, after 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "start_condition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_key", sa.String(length=255), nullable=False),
        sa.Column("element_id", sa.String(length=255), nullable=False),
        sa.Column("record_type", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_condition")),
        sa.UniqueConstraint(
            "record_type",
            "record_id",
            "process_key",
            "element_id",
            name=op.f("uq_start_condition_record_type_record_id_process_key_element_id"),
        ),
    )


def downgrade():
    op.drop_table("start_condition")
