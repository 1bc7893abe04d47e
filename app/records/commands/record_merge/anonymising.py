"""Takes the people of a record out of what is kept to undo its merges, and out of what those said."""

from typing import Any

from sqlalchemy import or_, select

from app.db import db
from app.engine import UnitOfWork
from app.records.commands.anonymising import Redact, register_anonymiser
from app.records.models import RecordComment, RecordMerge
from app.records.types import RecordType


def register() -> None:
    """Let what personal fields held be replaced there, too."""
    register_anonymiser("merges", _anonymise)


def _anonymise(_unit: UnitOfWork, record_type: RecordType, record: Any, redact: Redact) -> None:
    sides = or_(RecordMerge.source_id == record.id, RecordMerge.target_id == record.id)
    merges = db.session.scalars(select(RecordMerge).where(RecordMerge.record_type == record_type.name, sides)).all()
    for merge in merges:
        kept = redact(merge.kept)
        if kept != merge.kept:
            merge.kept = kept
    notes = [merge.kept["note"] for merge in merges]
    moved = [each for merge in merges for ids in merge.kept["comments"].values() for each in ids]
    if notes or moved:
        for comment in db.session.scalars(select(RecordComment).where(RecordComment.id.in_([*notes, *moved]))):
            text = redact(comment.text)
            if text != comment.text:
                comment.text, comment.revision = text, comment.revision + 1
