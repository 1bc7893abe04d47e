"""The comments of a record, and where somebody is called, as pages and programs show them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.access.models import Person, person_name
from app.db import db
from app.engine import Actor, NotFound
from app.i18n import gettext as _
from app.i18n import localized
from app.records.commands.comments.mentions import Piece, pieces
from app.records.errors import Forbidden
from app.records.models import CommentMention, RecordComment
from app.records.rights.names import readable_names
from app.records.types import Key, RecordType, registry

PER_PAGE = 20
MENTIONS_PER_PAGE = 50
_BEGINNING = 200


@dataclass(frozen=True)
class Mentioned:
    """Somebody who is called in a comment."""

    id: int
    login: str
    name: str


@dataclass(frozen=True)
class ShownComment:
    """A comment as it is read.

    Attributes:
        author: in words; of a process its name.
        pieces: the text in parts, with the people who are called by name.
        came_from: the name of the record on which it was written, where that was merged into this one.
        mine: the actor has written it.
        unseen: the actor is called in it and has not seen it yet.
    """

    id: int
    revision: int
    author_id: int | None
    author: str
    created_at: datetime
    edited_at: datetime | None
    text: str
    mentions: Sequence[Mentioned]
    came_from: str
    mine: bool
    unseen: bool

    @property
    def pieces(self) -> list[Piece]:
        return pieces(self.text, {each.login: each.name for each in self.mentions})


@dataclass(frozen=True)
class CommentPage:
    """Some comments of a record, the newest first; `older`: there are more behind them."""

    comments: Sequence[ShownComment]
    total: int
    page: int
    per_page: int

    @property
    def older(self) -> bool:
        return self.page * self.per_page < self.total


@dataclass(frozen=True)
class ShownMention:
    """Where somebody is called. What they may not read any more has no name and no text.

    Attributes:
        beginning: of the text.
    """

    comment_id: int
    key: Key
    record_name: str
    author: str
    at: datetime
    beginning: Sequence[Piece]
    seen: bool


@dataclass(frozen=True)
class MentionPage:
    """A page of the calls of a person, the newest first."""

    mentions: Sequence[ShownMention]
    total: int
    page: int
    per_page: int = MENTIONS_PER_PAGE


def comments_of(
    record_type: RecordType, record_id: int, actor: Actor, page: int = 1, per_page: int = PER_PAGE
) -> CommentPage:
    """A page of the comments of a record, which the actor may read: at most four statements."""
    of_record = (RecordComment.record_type == record_type.name, RecordComment.record_id == record_id)
    page = max(1, page)
    statement = select(RecordComment).where(*of_record).order_by(RecordComment.id.desc())
    rows = db.session.scalars(statement.limit(per_page).offset((page - 1) * per_page)).all()
    total = count_comments(record_type, record_id) if page > 1 or len(rows) == per_page else len(rows)
    return CommentPage(shown(rows, actor), total, page, per_page)


def one_comment(record_type: RecordType, record_id: int, comment_id: int, actor: Actor) -> ShownComment:
    """A comment that the actor is going to change.

    Raises:
        NotFound: it is not there any more.
        Forbidden: somebody else has written it.
    """
    return shown([own_comment(record_type.name, record_id, comment_id, actor)], actor)[0]


def own_comment(record_type: str, record_id: int, comment_id: int, actor: Actor) -> RecordComment:
    """The row of a comment that the actor has written; raises as `one_comment`."""
    comment = db.session.get(RecordComment, comment_id, populate_existing=True)
    if comment is None or (comment.record_type, comment.record_id) != (record_type, record_id):
        raise NotFound(_("The comment is not there any more."))
    if comment.author_id is None or comment.author_id != actor.id:
        raise Forbidden(_("Only who has written a comment may change or remove it."))
    return comment


def count_comments(record_type: RecordType, record_id: int) -> int:
    """How many comments a record has."""
    of_record = (RecordComment.record_type == record_type.name, RecordComment.record_id == record_id)
    return db.session.scalar(select(func.count()).select_from(RecordComment).where(*of_record)) or 0


def shown(rows: Sequence[RecordComment], actor: Actor) -> list[ShownComment]:
    """Comments as one person reads them: three statements at most."""
    keys = [(row.record_type, row.from_id) for row in rows if row.from_id]
    authors = readable_names([*keys, *(("person", row.author_id) for row in rows if row.author_id)], actor)
    mentions, unseen = _mentions([row.id for row in rows], actor)
    return [
        ShownComment(
            id=row.id,
            revision=row.revision,
            author_id=row.author_id,
            author=_author(row, authors),
            created_at=row.created_at,
            edited_at=row.edited_at,
            text=row.text,
            mentions=mentions[row.id],
            came_from=authors.get((row.record_type, row.from_id), "") if row.from_id else "",
            mine=row.author_id is not None and row.author_id == actor.id,
            unseen=row.id in unseen,
        )
        for row in rows
    ]


def mentions_of(actor: Actor, page: int = 1) -> MentionPage:
    """Where the actor is called, the newest first: a fixed number of statements."""
    called = CommentMention.person_id == actor.id
    page = max(1, page)
    rows = db.session.execute(
        select(RecordComment, CommentMention.seen_at)
        .join(CommentMention, CommentMention.comment_id == RecordComment.id)
        .where(called)
        .order_by(RecordComment.id.desc())
        .limit(MENTIONS_PER_PAGE)
        .offset((page - 1) * MENTIONS_PER_PAGE)
    ).all()
    total = db.session.scalar(select(func.count()).select_from(CommentMention).where(called)) or 0
    keys: list[Key] = [(row.record_type, row.record_id) for row, _seen in rows if registry.get(row.record_type)]
    names = readable_names([*keys, *(("person", row.author_id) for row, _seen in rows if row.author_id)], actor)
    mentions, _unseen = _mentions([row.id for row, _seen in rows], actor)
    found = [_mention(row, seen_at, names, mentions[row.id]) for row, seen_at in rows]
    return MentionPage(found, total, page)


def _mention(
    row: RecordComment, seen_at: datetime | None, names: Mapping[Key, str], mentioned: Sequence[Mentioned]
) -> ShownMention:
    key = (row.record_type, row.record_id)
    readable = key in names
    beginning = row.text if len(row.text) <= _BEGINNING else f"{row.text[:_BEGINNING].rstrip()}…"
    logins = {each.login: each.name for each in mentioned}
    return ShownMention(
        comment_id=row.id,
        key=key,
        record_name=names.get(key, ""),
        author=_author(row, names) if readable else "",
        at=row.created_at,
        beginning=pieces(beginning, logins) if readable else (),
        seen=seen_at is not None,
    )


def _author(row: RecordComment, names: Mapping[Key, str]) -> str:
    if row.author_id is not None:
        return names.get(("person", row.author_id), "")
    return _("Process “%(name)s”", name=localized(row.process)) if row.process else _("System")


def _mentions(comment_ids: Collection[int], actor: Actor) -> tuple[Mapping[int, list[Mentioned]], set[int]]:
    """The people who are called, by comment, and the comments in which the actor is called and has not seen it."""
    found: dict[int, list[Mentioned]] = defaultdict(list)
    unseen: set[int] = set()
    if not comment_ids:
        return found, unseen
    columns = (Person.id, Person.login, Person.first_name, Person.last_name)
    rows = db.session.execute(
        select(CommentMention.comment_id, CommentMention.seen_at, *columns)
        .join(Person, Person.id == CommentMention.person_id)
        .where(CommentMention.comment_id.in_(comment_ids))
        .order_by(Person.id)
    )
    for row in rows:
        name = person_name(row.first_name, row.last_name, row.login)
        found[row.comment_id].append(Mentioned(row.id, row.login, name))
        if row.id == actor.id and row.seen_at is None:
            unseen.add(row.comment_id)
    return found, unseen
