"""What Alembic runs: the application's own engine and tables."""

from alembic import context
from flask import current_app
from sqlalchemy import JSON

from app.db import Base, db
from app.packages import only_tables_of

target_metadata = Base.metadata


def _render_item(kind, item, autogen_context):
    """Write our own column types as what they are in the database: migrations must not change with our code."""
    if kind == "type" and type(item).__module__ == "app.db":
        implementation = item.impl
        return f"sa.{type(implementation).__name__}()"
    if kind == "type" and isinstance(item, JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run_migrations() -> None:
    owner = context.config.attributes.get("tables_of")  # whose migration is being written
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            compare_server_default=True,
            render_item=_render_item,
            include_object=None if owner is None else only_tables_of(owner),
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if not current_app:
    raise RuntimeError("run migrations through `python run.py`")
run_migrations()
