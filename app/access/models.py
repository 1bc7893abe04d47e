"""People and the groups of the organisation structure."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, ForeignKey, String, event, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Json, UtcDateTime, table_of


class Group(Base):
    """A group of the organisation structure; roles of the lifecycle files are bound to it by its id."""

    __tablename__ = "person_group"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[dict[str, str]] = mapped_column(Json)


class Membership(Base):
    __tablename__ = "membership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[str] = mapped_column(
        ForeignKey("person_group.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Person(Base):
    """Somebody who signs in. `preferences` keeps what they chose on pages (columns, widths, folded widgets)."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    first_name: Mapped[str] = mapped_column(String(100), default="")
    last_name: Mapped[str] = mapped_column(String(100), default="")
    middle_name: Mapped[str] = mapped_column(String(100), default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    job_title: Mapped[str] = mapped_column(String(255), default="")
    phone: Mapped[str] = mapped_column(String(64), default="")
    password_hash: Mapped[str] = mapped_column(String(255), default="")
    language: Mapped[str | None] = mapped_column(String(2))
    theme: Mapped[str | None] = mapped_column(String(5))  # light, dark; empty = as the system
    time_zone: Mapped[str | None] = mapped_column(String(64))
    line_manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    preferences: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # that of the demo data, good in demo mode only; and one that somebody else knows, too
    demo_password: Mapped[bool] = mapped_column(default=False, server_default=false())
    must_change_password: Mapped[bool] = mapped_column(default=False, server_default=false())

    line_manager: Mapped["Person | None"] = relationship(remote_side=[id])
    groups: Mapped[list[Group]] = relationship(secondary="membership")

    @property
    def display_name(self) -> str:
        """First and last name, or the login when there is neither."""
        return person_name(self.first_name, self.last_name, self.login)


def person_name(first_name: str | None, last_name: str | None, login: str | None) -> str:
    """How a person is called on pages: first and last name, or the login; empty when nobody is there (None)."""
    return f"{first_name or ''} {last_name or ''}".strip() or login or ""


class SignInAttempt(Base):
    """A password that was tried and was not right, or is being tried; counted to slow down whoever guesses.

    `source` is the network address, or the known device or the page that it came from (`known`).
    """

    __tablename__ = "sign_in_attempt"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), index=True)
    source: Mapped[str] = mapped_column(String(80), index=True)
    known: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class BrowserSession(Base):
    """Somebody is signed in with a browser, until the row is gone. Only a digest of what the cookie holds is kept."""

    __tablename__ = "browser_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str] = mapped_column(String(64))
    browser: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class PersonalToken(Base):
    """Lets a program act as a person. Only a digest of the token is kept."""

    __tablename__ = "personal_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    scopes: Mapped[list[str]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    person: Mapped[Person] = relationship()


class SecurityEvent(Base):
    """A line of the security log. Rows are only added: the database itself refuses to change or remove them."""

    __tablename__ = "security_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(32), index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)  # no foreign key: the line outlives whom it is about
    actor_name: Mapped[str] = mapped_column(String(255))
    address: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(255))
    data: Mapped[dict[str, Any]] = mapped_column(Json)


_APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER security_event_{action} BEFORE {action} ON security_event"
        " BEGIN SELECT RAISE(ABORT, 'the security log is append-only'); END"
        for action in ("update", "delete")
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the security log is append-only'; END $$",
        "CREATE TRIGGER security_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON security_event"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_log()",
    ],
}
for _dialect, _statements in _APPEND_ONLY.items():
    for _statement in _statements:
        _trigger = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(table_of(SecurityEvent), "after_create", _trigger.execute_if(dialect=_dialect))
