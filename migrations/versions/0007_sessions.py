"""sessions live on the server; passwords that must be changed or are of the demo data; attempts to sign in

Revision: 0007, after 0006
"""

import sqlalchemy as sa
from alembic import op
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_DEMO_LOGINS = ("manager", "manager2", "director", "observer", "analyst", "admin")


def upgrade():
    op.create_table(
        "browser_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_browser_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_browser_session_digest")),
    )
    op.create_index(op.f("ix_browser_session_person_id"), "browser_session", ["person_id"])
    op.create_index(op.f("ix_browser_session_last_seen_at"), "browser_session", ["last_seen_at"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    for column in ("login", "source", "at"):
        op.create_index(op.f(f"ix_sign_in_attempt_{column}"), "sign_in_attempt", [column])
    op.drop_table("sign_in_failure")
    for name in ("demo_password", "must_change_password"):  # not in a batch: to make the table anew empties others
        op.add_column("person", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    _mark_demo_passwords()


def _mark_demo_passwords():
    """Who still has the password of the demo data was told nothing of it by the tables before."""
    names = ("id", "login", "password_hash", "demo_password")
    person = sa.table("person", *(sa.column(name) for name in names))
    connection = op.get_bind()
    rows = connection.execute(sa.select(person.c.id, person.c.password_hash).where(person.c.login.in_(_DEMO_LOGINS)))
    found = [row.id for row in rows.all() if _is_demo(row.password_hash)]
    if found:
        connection.execute(person.update().where(person.c.id.in_(found)).values(demo_password=True))


def _is_demo(password_hash):
    try:
        return PasswordHasher().verify(password_hash, "demo")
    except (VerificationError, InvalidHashError):
        return False


def downgrade():
    for name in ("must_change_password", "demo_password"):
        op.drop_column("person", name)
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    for column in ("login", "address", "at"):
        op.create_index(op.f(f"ix_sign_in_failure_{column}"), "sign_in_failure", [column])
    op.drop_table("sign_in_attempt")
    op.drop_table("browser_session")
