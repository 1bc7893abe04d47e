"""why a deal was refused

Revision: 0011, after 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("deal", sa.Column("refusal_reason", sa.String(length=64), nullable=True))


def downgrade():
    with op.batch_alter_table("deal") as batch:
        batch.drop_column("refusal_reason")
