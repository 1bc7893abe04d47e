"""jobs: asynchronous continuations, timer start events, leases and retries of what the clock takes

Revision: 0002, after 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOST_ATTEMPTS = 3  # of a timer, before there were retry time cycles


def _due_work():
    return (
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(), nullable=True),
    )


def upgrade():
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_instance_id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.String(length=36), nullable=False),
        sa.Column("element_id", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        *_due_work(),
        sa.ForeignKeyConstraint(
            ["process_instance_id"],
            ["process_instance.id"],
            name=op.f("fk_job_process_instance_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_due", "job", ["active", "due_at"])
    op.create_index(op.f("ix_job_process_instance_id"), "job", ["process_instance_id"])
    op.create_table(
        "start_timer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("process_definition_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.String(length=255), nullable=False),
        sa.Column("schedule", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        *_due_work(),
        sa.ForeignKeyConstraint(
            ["process_definition_id"], ["process_definition.id"], name=op.f("fk_start_timer_process_definition_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_start_timer")),
    )
    op.create_index("ix_start_timer_due", "start_timer", ["active", "due_at"])
    op.create_index(op.f("ix_start_timer_process_definition_id"), "start_timer", ["process_definition_id"])
    with op.batch_alter_table("timer") as batch_op:
        batch_op.add_column(sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("retries", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("locked_until", sa.DateTime(), nullable=True))
        batch_op.drop_index("ix_timer_due_at")
        batch_op.create_index("ix_timer_due", ["active", "due_at"])
    timer = sa.table("timer", sa.column("active", sa.Boolean), sa.column("attempts"), sa.column("retries"))
    op.execute(timer.update().where(timer.c.attempts >= _MOST_ATTEMPTS).values(active=False, retries=0))
    with op.batch_alter_table("timer") as batch_op:
        batch_op.alter_column("active", existing_type=sa.Boolean(), server_default=None)
        batch_op.alter_column("priority", existing_type=sa.Integer(), server_default=None)


def downgrade():
    with op.batch_alter_table("timer") as batch_op:
        batch_op.drop_index("ix_timer_due")
        batch_op.create_index("ix_timer_due_at", ["due_at"])
        for column in ("locked_until", "priority", "retries", "active"):
            batch_op.drop_column(column)
    op.drop_table("start_timer")
    op.drop_table("job")
