"""task ids: a timer and a job are found by the task that waits for them

Revision: 0003, after 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = ("timer", "job")


def upgrade():
    for table in _TABLES:
        op.create_index(op.f(f"ix_{table}_task_id"), table, ["task_id"])


def downgrade():
    for table in _TABLES:
        op.drop_index(op.f(f"ix_{table}_task_id"), table)
