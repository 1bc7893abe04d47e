"""People and the groups of the organisation structure."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Json, UtcDateTime


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

    line_manager: Mapped["Person | None"] = relationship(remote_side=[id])
    groups: Mapped[list[Group]] = relationship(secondary="membership")

    @property
    def display_name(self) -> str:
        """First and last name, or the login when there is neither."""
        return person_name(self.first_name, self.last_name, self.login)


def person_name(first_name: str | None, last_name: str | None, login: str | None) -> str:
    """How a person is called on pages: first and last name, or the login; empty when nobody is there (None)."""
    return f"{first_name or ''} {last_name or ''}".strip() or login or ""


class SignInFailure(Base):
    """A sign-in that was refused; counted to slow down whoever tries passwords."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(64), index=True)
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class PersonalToken(Base):
    """Lets a program act as a person. Only a digest of the token is kept."""

    __tablename__ = "personal_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_on: Mapped[date | None]
