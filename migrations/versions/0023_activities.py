"""activities, and the addresses of calendars

Revision: 0023, after 0022
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_RIGHTS = ["responsible_id", "created_by_id", "lead_id", "deal_id", "counterparty_id", "contract_id"]
_OWNERS = ("lead", "deal", "counterparty", "contract")


def upgrade():
    op.create_table(
        "activity",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("topic", sa.String(length=255), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("activity_date", sa.DateTime(), nullable=True),
        sa.Column("activity_end", sa.DateTime(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("repeat", sa.String(length=16), nullable=True),
        sa.Column("repeat_until", sa.Date(), nullable=True),
        sa.Column("series_start", sa.DateTime(), nullable=True),
        sa.Column("repeat_made", sa.Boolean(), nullable=False),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        *(sa.Column(f"{owner}_id", sa.Integer(), nullable=True) for owner in _OWNERS),
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
        sa.ForeignKeyConstraint(["responsible_id"], ["person.id"], name=op.f("fk_activity_responsible_id")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["activity.id"], name=op.f("fk_activity_previous_id"), ondelete="SET NULL"
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_activity_{owner}_id"), ondelete="SET NULL"
            )
            for owner in _OWNERS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("number", name=op.f("uq_activity_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "calendar_address",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_calendar_address_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_address")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_address_digest")),
    )
    for name in ("previous", *_OWNERS):
        op.create_index(f"ix_activity_{name}_id", "activity", [f"{name}_id"])
    op.create_index("ix_activity_date", "activity", ["activity_date", "id", "status", *_RIGHTS])
    op.create_index("ix_activity_status_changed", "activity", ["status", "status_changed_at", "id", *_RIGHTS])
    op.create_index("ix_activity_responsible_date", "activity", ["responsible_id", "activity_date"])


def downgrade():
    op.drop_table("calendar_address")
    op.drop_table("activity")
