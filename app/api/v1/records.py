"""`/api/v1/<type>`: records of every type, their statuses and their history."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Response, jsonify, request, url_for
from sqlalchemy import ColumnElement, select

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.arguments import number_argument
from app.api.bodies import read_body
from app.api.commands import Answer, json_object, run_command
from app.api.description import INTEGER, STRING, described
from app.api.v1 import blueprint
from app.api.v1.representation import members_of, represent, represent_written
from app.api.v1.schemas import HistoryAnswer, MovesAnswer, StatusRequest, record_answer, record_page
from app.db import db
from app.engine import NotFound, StaleRevision, UnitOfWork
from app.engine.models import HistoryEntry
from app.i18n import gettext as _
from app.records import rights
from app.records.commands import edits
from app.records.commands.anonymising import anonymise_record
from app.records.commands.delete import delete_record, require_deletion
from app.records.commands.locking import locked
from app.records.commands.status import require_status_change
from app.records.commands.status_change import changing
from app.records.commands.status_change.moves import Move, moves_of
from app.records.lifecycle.current import lifecycle_of
from app.records.listing import ListQuery, fetch, fetch_after, read_cursor, read_filters, write_cursor
from app.records.rights.reading import readable_record
from app.records.rights.seen import seen_history
from app.records.types import RecordType, registry
from app.records.values.schemas import given_values

MOVES, HISTORY, STATUS = MovesAnswer(), HistoryAnswer(), StatusRequest()
IDEMPOTENT = {"Idempotency-Key": STRING}
GONE = {404: "NotFound"}


@blueprint.get("/<plural>")
@requires("record.read")
@described(
    "List records; every column of the journal filters: field, field__contains, __gte, __lte, __in, __empty. With"
    " `after` (empty: the beginning, then the `next` of the answer before) nothing is counted and no page overlaps",
    query={"q": STRING, "sort": STRING, "page": INTEGER, "per_page": INTEGER, "after": STRING},
    filters=True,
    answer=record_page,
    errors={400: "BadFilter"},
)
def list_records(plural: str) -> Response:
    record_type = record_type_of(plural)
    query = ListQuery(
        record_type,
        read_filters(record_type, request.args),
        request.args.get("q", ""),
        request.args.get("sort", ""),
        number_argument("page", 1),
        number_argument("per_page", 50),
        every_status=True,
    )
    actor = current_actor()
    found: dict[str, Any]
    if "after" in request.args:
        records, following = fetch_after(query, actor, request.args["after"])
        found = {"items": members_of(record_type, records, actor), "next": following}
    else:
        page = fetch(query, actor)
        items = members_of(record_type, page.records, actor)
        found = {"items": items, "total": page.total, "page": page.query.page, "pages": page.pages}
    return jsonify(record_page(record_type).dump(found))


@blueprint.post("/<plural>")
@requires("record.write")
@described(
    "Add a record and start its process",
    body=given_values,
    answer=record_answer,
    status=201,
    headers=IDEMPOTENT,
    errors={403: "Forbidden", 409: "MoveRefused", 422: "ValidationError"},
)
def create(plural: str) -> Response:
    record_type = record_type_of(plural)
    values = json_object()

    def command(unit: UnitOfWork) -> Answer:
        record = edits.create(unit, record_type, values)
        location = url_for("api_v1.show", plural=plural, record_id=record.id)
        return (
            represent_written(record_type, record, values, unit.actor),
            201,
            {"Location": location, "ETag": _tag(record)},
        )

    return run_command(command)


@blueprint.get("/<plural>/<int:record_id>")
@requires("record.read")
@described("One record", answer=record_answer, errors=GONE)
def show(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    record = readable_record(record_type, record_id, current_actor())
    response = jsonify(represent(record_type, [record], current_actor())[0])
    response.headers["ETag"] = _tag(record)
    return response


@blueprint.patch("/<plural>/<int:record_id>")
@requires("record.write")
@described(
    "Change fields; with If-Match only if nobody was faster",
    body=given_values,
    answer=record_answer,
    headers={"If-Match": STRING, **IDEMPOTENT},
    errors={**GONE, 403: "Forbidden", 412: "StaleRevision", 422: "ValidationError"},
)
def change(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    values = json_object()
    expected = request.headers.get("If-Match")

    def command(unit: UnitOfWork) -> Answer:
        record = locked(unit, record_type, record_id)
        rights.require_edit(record_type, record, unit.actor, values.keys())
        _require_expected(expected, record)
        edits.update(unit, record_type, record_id, values)
        return represent_written(record_type, record, values, unit.actor), 200, {"ETag": _tag(record)}

    return run_command(command)


@blueprint.delete("/<plural>/<int:record_id>")
@requires("record.write")
@described(
    "Delete a record with its processes; with If-Match only if nobody has changed it",
    headers={"If-Match": STRING},
    errors={**GONE, 403: "Forbidden", 409: "NotAllowedNow", 412: "StaleRevision"},
)
def delete(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    expected = request.headers.get("If-Match")

    def command(unit: UnitOfWork) -> Answer:
        record = locked(unit, record_type, record_id)
        require_deletion(record_type, record, unit.actor)
        _require_expected(expected, record)
        delete_record(unit, record_type, record_id)
        return None, 204

    return run_command(command)


@blueprint.post("/<plural>/<int:record_id>/anonymise")
@requires("administrator")
@described(
    "Replace the personal data of a record for good; with If-Match only if nobody has changed it",
    headers={"If-Match": STRING},
    errors={**GONE, 403: "Forbidden", 409: "NotAllowedNow", 412: "StaleRevision"},
)
def anonymise(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    expected = request.headers.get("If-Match")

    def command(unit: UnitOfWork) -> Answer:
        _require_expected(expected, locked(unit, record_type, record_id))
        anonymise_record(unit, record_type, record_id)
        return None, 204

    return run_command(command)


def _require_expected(expected: str | None, record: Any) -> None:
    """Refuse who has seen another revision of the record.

    Parameters:
        expected: the header `If-Match`.

    Raises:
        StaleRevision
    """
    given = [] if expected is None else [each.strip().removeprefix("W/") for each in expected.split(",")]
    if given and "*" not in given and _tag(record) not in given:
        raise StaleRevision(revision=record.revision)


@blueprint.get("/<plural>/<int:record_id>/moves")
@requires("record.read")
@described(
    "What the diagram would say to each status now",
    answer=MOVES,
    errors=GONE,
)
def moves(plural: str, record_id: int) -> Response:
    record_type = _type_with_status(plural)
    record = readable_record(record_type, record_id, current_actor())
    every = [status.id for status in lifecycle_of(record_type.name).statuses]
    said = moves_of(record_type, record, current_actor(), every)
    return jsonify(MOVES.dump({"items": [_move(move) for move in said]}))


def _move(move: Move) -> dict[str, Any]:
    return {
        "status": move.status,
        "label": move.label,
        "allowed": move.allowed,
        "code": move.code or None,
        "message": move.message or None,
        "missing": list(move.missing),
    }


@blueprint.post("/<plural>/<int:record_id>/status")
@requires("record.write")
@described(
    "Ask the diagram for a status, with fields that are filled on the way",
    body=STATUS,
    answer=record_answer,
    headers={"If-Match": STRING, **IDEMPOTENT},
    errors={**GONE, 403: "Forbidden", 409: "MoveRefused", 412: "StaleRevision", 422: "ValidationError"},
)
def change_status(plural: str, record_id: int) -> Response:
    record_type = _type_with_status(plural)
    body = read_body(STATUS)
    expected = request.headers.get("If-Match")

    def command(unit: UnitOfWork) -> Answer:
        record = locked(unit, record_type, record_id)
        require_status_change(record_type, record, unit.actor)
        _require_expected(expected, record)
        record = changing.change_status(unit, record_type, record_id, body["status"], body["values"] or {})
        return represent(record_type, [record], unit.actor)[0], 200, {"ETag": _tag(record)}

    return run_command(command)


@blueprint.get("/<plural>/<int:record_id>/history")
@requires("record.read")
@described(
    "What happened to the record, newest first; `after` as in the list of records",
    query={"page": INTEGER, "after": STRING},
    answer=HISTORY,
    errors={**GONE, 400: "BadFilter"},
)
def history(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    readable_record(record_type, record_id, current_actor())
    of_record = (HistoryEntry.record_type == record_type.name, HistoryEntry.record_id == record_id)
    if "after" in request.args:
        return _history_after(record_type, record_id, of_record, request.args["after"])
    page = max(1, number_argument("page", 1))
    rows = db.session.scalars(
        select(HistoryEntry).where(*of_record).order_by(HistoryEntry.id.desc()).limit(100).offset((page - 1) * 100)
    ).all()
    total = db.session.scalar(select(db.func.count()).select_from(HistoryEntry).where(*of_record))
    return jsonify(HISTORY.dump({"items": _events(record_type, rows), "total": total, "page": page}))


def _history_after(
    record_type: RecordType, record_id: int, of_record: Iterable[ColumnElement[bool]], after: str
) -> Response:
    own = ("history", record_type.plural, str(record_id))
    statement = select(HistoryEntry).where(*of_record)
    if after:
        (place,) = read_cursor(current_actor(), own, after)
        statement = statement.where(HistoryEntry.id < place)
    rows = db.session.scalars(statement.order_by(HistoryEntry.id.desc()).limit(101)).all()
    following = write_cursor(current_actor(), own, (rows[99].id,)) if len(rows) > 100 else None
    return jsonify(HISTORY.dump({"items": _events(record_type, rows[:100]), "next": following}))


def _events(record_type: RecordType, rows: Sequence[HistoryEntry]) -> list[dict[str, Any]]:
    seen = seen_history(record_type, [row.data for row in rows], current_actor())
    return [_event(row, seen(row.data)) for row in rows]


def _event(row: HistoryEntry, data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "at": row.at,
        "kind": row.kind,
        "actor": {"id": row.actor_id, "name": row.actor_name},
        "element_id": row.element_id,
        "data": data,
    }


def record_type_of(plural: str) -> RecordType:
    """The record type of an address.

    Raises:
        NotFound: there is none.
    """
    record_type = registry.by_plural(plural)
    if record_type is None:
        raise NotFound(_("There is no record type “%(type)s”.", type=plural))
    return record_type


def _type_with_status(plural: str) -> RecordType:
    record_type = record_type_of(plural)
    if not record_type.has_status:
        raise NotFound(_("%(type)s have no status.", type=str(record_type.label_plural)))
    return record_type


def _tag(record: Any) -> str:
    return f'"{record.revision}"'
