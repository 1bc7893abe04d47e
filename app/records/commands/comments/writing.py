"""Writing, changing and removing comments; whoever may read a record may comment on it.

The lifecycle file may name the roles instead: `actions: comment: [manager]`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from app.access.models import Person
from app.bounds import keepable
from app.db import db
from app.engine import StaleRevision, UnitOfWork
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.comments.mentions import called_people
from app.records.commands.comments.reading import own_comment
from app.records.commands.locking import locked
from app.records.errors import Forbidden, RecordRefused
from app.records.models import CommentMention, RecordComment
from app.records.types import RecordType

#: What the lifecycle files call the right to comment.
COMMENT = "comment"
LONGEST = 5000
ADDED, CHANGED, REMOVED = "commentAdded", "commentChanged", "commentRemoved"


def add_comment(unit: UnitOfWork, record_type: RecordType, record_id: int, text: str) -> RecordComment:
    """Comment on a record.

    Raises:
        NotFound, Forbidden: the actor may not read the record, or not comment on it.
        RecordRefused: the text is empty or too long, or calls somebody who may not read the record.
    """
    record = locked(unit, record_type, record_id)
    require_commenting(unit, record_type, record)
    cleaned = clean_text(text)
    people = called_people(record_type, record, cleaned)
    return _write(unit, record_type, record_id, cleaned, people, author_id=unit.actor.id)


def add_process_comment(
    unit: UnitOfWork, record_type: RecordType, record_id: int, text: str, process: Mapping[str, str]
) -> RecordComment:
    """Let a process comment on a record; who is called and may not read the record learns nothing of it.

    Parameters:
        process: the name of the process, by language.

    Raises:
        RecordRefused: the text is empty or too long.
    """
    record = locked(unit, record_type, record_id)
    cleaned = clean_text(text)
    people = called_people(record_type, record, cleaned, strict=False)
    return _write(unit, record_type, record_id, cleaned, people, process=dict(process))


def write_note(unit: UnitOfWork, record_type: RecordType, record_id: int, text: str) -> RecordComment:
    """What a command of the actor says of itself on a record; nobody is called, and too long a text is cut."""
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return _write(unit, record_type, record_id, text, (), author_id=unit.actor.id)


def change_comment(
    unit: UnitOfWork,
    record_type: RecordType,
    record_id: int,
    comment_id: int,
    text: str,
    revision: int | None = None,
) -> RecordComment:
    """Give a comment of one's own another text.

    Parameters:
        revision: of the comment that the person saw.

    Raises:
        NotFound, Forbidden, RecordRefused: as of `add_comment`; it is somebody else's.
        StaleRevision: it was changed meanwhile, in another window.
    """
    record, comment = _own(unit, record_type, record_id, comment_id)
    if revision is not None and revision != comment.revision:
        words = _("The comment was changed meanwhile. It says now: “%(text)s”", text=comment.text)
        raise StaleRevision(words, revision=comment.revision)
    cleaned = clean_text(text)
    if cleaned == comment.text:
        return comment
    people = called_people(record_type, record, cleaned)
    comment.text, comment.edited_at, comment.revision = cleaned, unit.now, comment.revision + 1
    _call(unit, comment, people)
    unit.history(CHANGED, record_type.name, record_id, {"comment": comment.id})
    db.session.flush()
    return comment


def remove_comment(unit: UnitOfWork, record_type: RecordType, record_id: int, comment_id: int) -> None:
    """Remove a comment of one's own.

    Raises:
        NotFound, Forbidden: as of `change_comment`.
    """
    _record, comment = _own(unit, record_type, record_id, comment_id)
    db.session.delete(comment)
    db.session.flush()
    unit.history(REMOVED, record_type.name, record_id, {"comment": comment_id})


def mark_seen(unit: UnitOfWork, comments: Iterable[int] | None = None) -> None:
    """The actor has seen where they are called.

    Parameters:
        comments: in these comments only; None: in all.
    """
    statement = update(CommentMention).where(
        CommentMention.person_id == unit.actor.id, CommentMention.seen_at.is_(None)
    )
    if comments is not None:
        statement = statement.where(CommentMention.comment_id.in_(list(comments)))
    db.session.execute(statement.values(seen_at=unit.now))


def mark_seen_on(unit: UnitOfWork, record_type: RecordType, record_id: int) -> None:
    """The same for all comments of a record."""
    of_record = (RecordComment.record_type == record_type.name, RecordComment.record_id == record_id)
    mark_seen(unit, db.session.scalars(select(RecordComment.id).where(*of_record)))


def require_commenting(unit: UnitOfWork, record_type: RecordType, record: Any) -> None:
    """Refuse who may not comment on the record.

    Raises:
        NotFound: the actor may not even know of the record.
        Forbidden
    """
    if rights.may_act(record_type, record, unit.actor, COMMENT, right="read"):
        return
    rights.require(record_type, record, unit.actor, "read")
    raise Forbidden(_("You may read the comments of this record, but not write any."))


def clean_text(text: str) -> str:
    """The text as it is kept.

    Raises:
        RecordRefused: it is empty or too long, or has a character that no database keeps.
    """
    cleaned = text.replace("\r\n", "\n").strip()
    if not cleaned:
        raise RecordRefused({"text": _("Write what you want to say.")})
    if not keepable(cleaned):
        raise RecordRefused({"text": _("The text has a character that cannot be kept.")})
    if len(cleaned) > LONGEST:
        words = _("The comment is too long: %(length)s of %(most)s characters.", length=len(cleaned), most=LONGEST)
        raise RecordRefused({"text": words})
    return cleaned


def count_unseen(person_id: int) -> int:
    """In how many comments somebody is called that they have not seen yet."""
    unseen = (CommentMention.person_id == person_id, CommentMention.seen_at.is_(None))
    return db.session.scalar(select(func.count()).select_from(CommentMention).where(*unseen)) or 0


def _write(
    unit: UnitOfWork,
    record_type: RecordType,
    record_id: int,
    text: str,
    people: Iterable[Person],
    *,
    author_id: int | None = None,
    process: dict[str, str] | None = None,
) -> RecordComment:
    comment = RecordComment(
        record_type=record_type.name,
        record_id=record_id,
        author_id=author_id,
        process=process,
        text=text,
        created_at=unit.now,
    )
    db.session.add(comment)
    db.session.flush()
    _call(unit, comment, people)
    unit.history(ADDED, record_type.name, record_id, {"comment": comment.id})
    return comment


def _call(unit: UnitOfWork, comment: RecordComment, people: Iterable[Person]) -> None:
    """Let these people and no others be called; who is called already is not called anew."""
    wanted = {each.id for each in people}
    of_comment = CommentMention.comment_id == comment.id
    before = set(db.session.scalars(select(CommentMention.person_id).where(of_comment)))
    if before - wanted:
        db.session.execute(delete(CommentMention).where(of_comment, CommentMention.person_id.in_(before - wanted)))
    added = [
        # nobody has to be told of what they have written themselves
        {"comment_id": comment.id, "person_id": each, "seen_at": unit.now if each == comment.author_id else None}
        for each in sorted(wanted - before)
    ]
    if added:
        db.session.execute(insert(CommentMention), added)


def _own(unit: UnitOfWork, record_type: RecordType, record_id: int, comment_id: int) -> tuple[Any, RecordComment]:
    record = locked(unit, record_type, record_id)
    require_commenting(unit, record_type, record)
    return record, own_comment(record_type.name, record_id, comment_id, unit.actor)
