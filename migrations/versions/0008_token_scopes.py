"""scopes and last use of personal tokens; those that are there may do what they could

Revision: 0008, after 0007
"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_ALL = json.dumps(["read", "records", "tasks", "engine", "deploy"])


def upgrade():
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    with op.batch_alter_table("personal_token") as batch:
        batch.add_column(sa.Column("scopes", kind, nullable=False, server_default=_ALL))
        batch.add_column(sa.Column("last_used_at", sa.DateTime(), nullable=True))
        batch.drop_column("last_used_on")
    with op.batch_alter_table("personal_token") as batch:
        batch.alter_column("scopes", server_default=None)


def downgrade():
    with op.batch_alter_table("personal_token") as batch:
        batch.add_column(sa.Column("last_used_on", sa.Date(), nullable=True))
        batch.drop_column("last_used_at")
        batch.drop_column("scopes")
