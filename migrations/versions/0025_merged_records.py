"""records that were merged into others, and by what that is undone

Revision: 0025, after 0024
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLES = ("lead", "deal", "counterparty")


def upgrade():
    for table in TABLES:  # not in a batch: to make the table anew empties others
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN merged_into_id INTEGER"
            f" CONSTRAINT fk_{table}_merged_into_id REFERENCES {table} (id)"
        )
        op.create_index(f"ix_{table}_merged_into_id", table, ["merged_into_id"])
    op.add_column("record_comment", sa.Column("from_id", sa.Integer(), nullable=True))
    op.create_table(
        "record_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_type", sa.String(length=64), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", sa.DateTime(), nullable=False),
        sa.Column("merged_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("kept", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_merge")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_record_merge_source", "record_merge", ["record_type", "source_id"])
    op.create_index("ix_record_merge_target", "record_merge", ["record_type", "target_id"])


def downgrade():
    op.drop_table("record_merge")
    op.drop_column("record_comment", "from_id")
    for table in TABLES:
        op.drop_index(f"ix_{table}_merged_into_id", table)
        op.drop_column(table, "merged_into_id")
