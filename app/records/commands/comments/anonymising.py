"""Takes the people of a record out of its comments."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import UnitOfWork
from app.records.commands.anonymising import Redact, register_anonymiser
from app.records.models import RecordComment
from app.records.types import RecordType


def register() -> None:
    """Let what personal fields held be replaced in the comments, too."""
    register_anonymiser("comments", _anonymise)


def _anonymise(_unit: UnitOfWork, record_type: RecordType, record: Any, redact: Redact) -> None:
    of_record = (RecordComment.record_type == record_type.name, RecordComment.record_id == record.id)
    for comment in db.session.scalars(select(RecordComment).where(*of_record)):
        text = redact(comment.text)
        if text != comment.text:
            comment.text, comment.revision = text, comment.revision + 1
