"""`/api/v1/<type>/<id>/comments`: what people have written about a record. `/api/v1/mentions`: where one is called."""

from typing import Any

from flask import Response, jsonify, request
from marshmallow import Schema, fields

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.arguments import number_argument
from app.api.bodies import RequestBody, read_body
from app.api.commands import Answer, run_command, run_silently
from app.api.description import INTEGER, STRING, described
from app.api.v1 import blueprint
from app.api.v1.records import record_type_of
from app.engine import StaleRevision, UnitOfWork
from app.records.commands.comments.reading import comments_of, mentions_of, own_comment, shown
from app.records.commands.comments.writing import add_comment, change_comment, mark_seen, remove_comment
from app.records.models import RecordComment
from app.records.rights.reading import readable_record

PER_PAGE = 100
IDEMPOTENT = {"Idempotency-Key": STRING}


class CommentRequest(RequestBody):
    """A comment: its text; `@login` calls somebody who may read the record."""

    text = fields.String(required=True)


class SeenRequest(RequestBody):
    """The comments in which the caller has seen that they are called; left out: all."""

    comments = fields.List(fields.Integer(strict=True), load_default=None, allow_none=True)


class MentionedAnswer(Schema):
    """Somebody who is called in a comment."""

    id = fields.Integer(required=True)
    login = fields.String(required=True)
    name = fields.String(required=True)


class CommentAnswer(Schema):
    """A comment; `author_id` is null where a process wrote it, `edited_at` while the text is as it was written."""

    id = fields.Integer(required=True)
    revision = fields.Integer(required=True)
    text = fields.String(required=True)
    author_id = fields.Integer(required=True, allow_none=True)
    author = fields.String(required=True)
    came_from = fields.String(
        required=True, metadata={"description": "the record on which it was written, if that was merged into this one"}
    )
    created_at = fields.DateTime(required=True)
    edited_at = fields.DateTime(required=True, allow_none=True)
    mentions = fields.List(fields.Nested(MentionedAnswer), required=True)


class CommentsAnswer(Schema):
    """A page of the comments of a record, the newest first."""

    items = fields.List(fields.Nested(CommentAnswer), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)


class MentionAnswer(Schema):
    """Where the caller is called; `name` is empty when they may not read the record any more."""

    comment_id = fields.Integer(required=True)
    type = fields.String(required=True)
    record_id = fields.Integer(required=True)
    name = fields.String(required=True)
    author = fields.String(required=True)
    at = fields.DateTime(required=True)
    seen = fields.Boolean(required=True)


class MentionsAnswer(Schema):
    """A page of the comments in which the caller is called, the newest first."""

    items = fields.List(fields.Nested(MentionAnswer), required=True)
    total = fields.Integer(required=True)
    page = fields.Integer(required=True)


COMMENT, COMMENTS, WRITTEN = CommentAnswer(), CommentsAnswer(), CommentRequest()
MENTIONS, SEEN = MentionsAnswer(), SeenRequest()
OF_OTHERS = {403: "Forbidden", 404: "NotFound"}


@blueprint.get("/<plural>/<int:record_id>/comments")
@requires("record.read")
@described("The comments of a record, the newest first", query={"page": INTEGER}, answer=COMMENTS, errors=OF_OTHERS)
def list_comments(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    readable_record(record_type, record_id, current_actor())
    page = comments_of(record_type, record_id, current_actor(), number_argument("page", 1), PER_PAGE)
    return jsonify(COMMENTS.dump({"items": page.comments, "total": page.total, "page": page.page}))


@blueprint.post("/<plural>/<int:record_id>/comments")
@requires("record.read")
@described(
    "Comment on a record that the caller may read",
    body=WRITTEN,
    answer=COMMENT,
    status=201,
    headers=IDEMPOTENT,
    errors={**OF_OTHERS, 422: "ValidationError"},
)
def write_comment(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    readable_record(record_type, record_id, current_actor())
    text = read_body(WRITTEN)["text"]

    return run_command(lambda unit: (_shown(add_comment(unit, record_type, record_id, text)), 201))


@blueprint.patch("/<plural>/<int:record_id>/comments/<int:comment_id>")
@requires("record.read")
@described(
    "Change a comment of one's own; with If-Match only if it was not changed meanwhile",
    body=WRITTEN,
    answer=COMMENT,
    headers={"If-Match": STRING, **IDEMPOTENT},
    errors={**OF_OTHERS, 412: "StaleRevision", 422: "ValidationError"},
)
def edit_comment(plural: str, record_id: int, comment_id: int) -> Response:
    record_type = record_type_of(plural)
    readable_record(record_type, record_id, current_actor())
    text, expected = read_body(WRITTEN)["text"], request.headers.get("If-Match")

    def command(unit: UnitOfWork) -> Answer:
        before = own_comment(record_type.name, record_id, comment_id, unit.actor)
        if expected is not None and expected.removeprefix("W/").strip('"') not in (str(before.revision), "*"):
            raise StaleRevision(revision=before.revision)
        return _shown(change_comment(unit, record_type, record_id, comment_id, text)), 200

    return run_command(command)


@blueprint.delete("/<plural>/<int:record_id>/comments/<int:comment_id>")
@requires("record.read")
@described("Remove a comment of one's own", errors=OF_OTHERS)
def delete_comment(plural: str, record_id: int, comment_id: int) -> Response:
    record_type = record_type_of(plural)

    return run_silently(lambda unit: remove_comment(unit, record_type, record_id, comment_id))


@blueprint.get("/mentions")
@requires("signed_in")
@described("The comments in which the caller is called", query={"page": INTEGER}, answer=MENTIONS)
def list_mentions() -> Response:
    page = mentions_of(current_actor(), number_argument("page", 1))
    items = [
        {
            "comment_id": each.comment_id,
            "type": each.key[0],
            "record_id": each.key[1],
            "name": each.record_name,
            "author": each.author,
            "at": each.at,
            "seen": each.seen,
        }
        for each in page.mentions
    ]
    return jsonify(MENTIONS.dump({"items": items, "total": page.total, "page": page.page}))


@blueprint.post("/mentions/seen")
@requires("signed_in")
@described("The caller has seen where they are called", body=SEEN)
def see_mentions() -> Response:
    comments = read_body(SEEN)["comments"]

    return run_silently(lambda unit: mark_seen(unit, comments))


def _shown(comment: RecordComment) -> Any:
    return COMMENT.dump(shown([comment], current_actor())[0])
