"""external tasks; ended processes by the time of their end

Revision: 0005, after 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "external_task",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("process_instance_id", sa.Integer(), nullable=False),
        sa.Column("process_definition_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=255), nullable=False),
        sa.Column("topic", sa.String(length=255), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("worker_id", sa.String(length=255), nullable=True),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
        sa.Column("retries", sa.Integer(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("error_details", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["process_instance_id"],
            ["process_instance.id"],
            name=op.f("fk_external_task_process_instance_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["process_definition_id"], ["process_definition.id"], name=op.f("fk_external_task_process_definition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_task")),
    )
    op.create_index("ix_external_task_rank", "external_task", ["topic", "failed", "rank", "created_at", "id"])
    op.create_index("ix_external_task_age", "external_task", ["topic", "failed", "created_at", "id"])
    op.create_index(op.f("ix_external_task_process_instance_id"), "external_task", ["process_instance_id"])
    op.create_index("ix_process_instance_ended", "process_instance", ["ended_at", "id"])


def downgrade():
    op.drop_index("ix_process_instance_ended", "process_instance")
    op.drop_table("external_task")
