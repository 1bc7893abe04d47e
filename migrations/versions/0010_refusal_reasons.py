"""why a deal was refused

Revision: 0010, after 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("deal", sa.Column("refusal_reason", sa.String(length=64), nullable=True))


def downgrade():
    with op.batch_alter_table("deal") as batch:
        batch.drop_column("refusal_reason")
