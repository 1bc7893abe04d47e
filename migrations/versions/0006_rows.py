"""rows of records keep their ids and say whose field they are in; fields with many references

Revision: 0006, after 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table(
        "contact", recreate="auto", table_kwargs={"sqlite_autoincrement": True}
    ) as contact:
        contact.add_column(sa.Column("field", sa.String(length=64), nullable=False, server_default="contacts"))
        contact.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
        contact.drop_index("ix_contact_record")
    with op.batch_alter_table(
        "contact", recreate="auto", table_kwargs={"sqlite_autoincrement": True}
    ) as contact:
        contact.alter_column("field", server_default=None)
        contact.alter_column("revision", server_default=None)
        contact.create_index("ix_contact_record", ["record_type", "record_id", "field", "ordinal"])
    op.create_table(
        "record_reference",
        sa.Column("record_type", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("record_type", "record_id", "field", "target_id", name=op.f("pk_record_reference")),
    )
    op.create_index(
        "ix_record_reference_target", "record_reference", ["record_type", "field", "target_id", "record_id"]
    )


def downgrade():
    op.drop_table("record_reference")
    with op.batch_alter_table("contact") as contact:
        contact.drop_index("ix_contact_record")
        contact.drop_column("field")
        contact.drop_column("revision")
        contact.create_index("ix_contact_record", ["record_type", "record_id", "ordinal"])
