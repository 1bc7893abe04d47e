"""the library of documents: folders and files, and who may read them

Revision: 0026, after 0025
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_ORDER = sa.String(600).with_variant(sa.String(600, collation="C"), "postgresql")
_PRESENT = {
    "sqlite_where": sa.text("trashed_with IS NULL"),
    "postgresql_where": sa.text("trashed_with IS NULL"),
}
_ITEM_KEYS = ("parent_id", "rights_id", "outer_rights_id", "trashed_with")


def upgrade():
    op.create_table(
        "library_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("is_file", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("name_key", sa.String(length=765), nullable=False),
        sa.Column("name_order", _ORDER, nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("rights_id", sa.Integer(), nullable=True),
        sa.Column("outer_rights_id", sa.Integer(), nullable=True),
        sa.Column("trashed_with", sa.Integer(), nullable=True),
        sa.Column("trashed_at", sa.DateTime(), nullable=True),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("is_file = (file_id IS NOT NULL)", name=op.f("ck_library_item_file")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_library_item_file_id_stored_file")),
        *(
            sa.ForeignKeyConstraint([name], ["library_item.id"], name=op.f(f"fk_library_item_{name}_library_item"))
            for name in _ITEM_KEYS
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_item")),
        sqlite_autoincrement=True,
    )
    for name in (*_ITEM_KEYS, "file_id", "trashed_at"):
        op.create_index(op.f(f"ix_library_item_{name}"), "library_item", [name])
    op.create_index("uq_library_item_name", "library_item", ["parent_id", "name_key"], unique=True, **_PRESENT)
    op.create_index("ix_library_item_list", "library_item", ["parent_id", "is_file", "name_order", "id"], **_PRESENT)
    op.create_table(
        "library_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=64), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("may_write", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("group_id IS NULL OR person_id IS NULL", name=op.f("ck_library_grant_one")),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_library_grant_{name}_{table}"), ondelete="CASCADE"
            )
            for name, table in (("folder_id", "library_item"), ("group_id", "person_group"), ("person_id", "person"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_grant")),
    )
    for name in ("folder_id", "group_id", "person_id"):
        op.create_index(op.f(f"ix_library_grant_{name}"), "library_grant", [name])
    _make_top(op.get_bind())


def downgrade():
    op.drop_table("library_grant")
    op.drop_table("library_item")


def _make_top(connection):
    """The library itself, which everybody may read and fill until an administrator says otherwise."""
    items = sa.table(
        "library_item",
        *map(sa.column, ("id", "is_file", "name", "name_key", "name_order", "rights_id", "changed_at", "revision")),
    )
    grants = sa.table("library_grant", sa.column("folder_id"), sa.column("may_write"))
    now = sa.literal(datetime.now(UTC).replace(tzinfo=None), sa.DateTime())
    texts = {"name": "", "name_key": "", "name_order": "\t"}
    connection.execute(sa.insert(items).values(is_file=sa.false(), changed_at=now, revision=1, **texts))
    top = connection.execute(sa.select(items.c.id)).scalar_one()
    connection.execute(sa.update(items).values(rights_id=top))
    connection.execute(sa.insert(grants).values(folder_id=top, may_write=sa.true()))
