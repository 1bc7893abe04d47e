"""`/api/v1/<type>/<id>/links`: the links of a record to any others."""

from typing import Any

from flask import Response, jsonify
from marshmallow import Schema, fields, validate

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import RequestBody, read_body
from app.api.commands import Answer, run_command, run_silently
from app.api.description import STRING, described
from app.api.v1 import blueprint
from app.api.v1.records import record_type_of
from app.engine import UnitOfWork
from app.records import rights
from app.records.commands.link_kinds import ASSOCIATED, KINDS
from app.records.commands.links import add_links, links_of, remove_link
from app.records.rights.reading import readable_record


class RecordLinkRequest(RequestBody):
    """A link to another record: its type, its id, and the kind of link."""

    type = fields.String(required=True, validate=validate.Length(max=64))
    id = fields.Integer(required=True, strict=True)
    kind = fields.String(load_default=ASSOCIATED, validate=validate.OneOf(list(KINDS)))


class RecordLinkAnswer(Schema):
    """A link, as the record sees it; `outgoing` is false where it was set from the other one."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    words = fields.String(required=True)
    type = fields.String(required=True)
    record_id = fields.Integer(required=True)
    name = fields.String(required=True)
    set_at = fields.DateTime(required=True)


class RecordLinksAnswer(Schema):
    """The links of a record."""

    items = fields.List(fields.Nested(RecordLinkAnswer), required=True)


LINKS, LINK = RecordLinksAnswer(), RecordLinkRequest()


@blueprint.get("/<plural>/<int:record_id>/links")
@requires("record.read")
@described("The links of a record to others that the caller may read", answer=LINKS, errors={404: "NotFound"})
def list_links(plural: str, record_id: int) -> Response:
    return jsonify(_links(plural, record_id))


@blueprint.post("/<plural>/<int:record_id>/links")
@requires("record.write")
@described(
    "Link the record with another one; a link that is there already stays",
    body=LINK,
    answer=LINKS,
    status=201,
    headers={"Idempotency-Key": STRING},
    errors={403: "Forbidden", 404: "NotFound", 422: "ValidationError"},
)
def add_link(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    rights.require(record_type, readable_record(record_type, record_id, current_actor()), current_actor(), "write")
    given = read_body(LINK)

    def command(unit: UnitOfWork) -> Answer:
        add_links(unit, record_type, record_id, [(given["type"], given["id"])], given["kind"])
        return _links(plural, record_id), 201

    return run_command(command)


@blueprint.delete("/<plural>/<int:record_id>/links/<int:link_id>")
@requires("record.write")
@described("Remove a link of the record", errors={403: "Forbidden", 404: "NotFound"})
def delete_link(plural: str, record_id: int, link_id: int) -> Response:
    record_type = record_type_of(plural)

    return run_silently(lambda unit: remove_link(unit, record_type, record_id, link_id))


def _links(plural: str, record_id: int) -> dict[str, Any]:
    record_type = record_type_of(plural)
    readable_record(record_type, record_id, current_actor())
    items = [
        {
            "id": each.id,
            "kind": each.kind,
            "words": str(each.words),
            "type": each.other[0],
            "record_id": each.other[1],
            "name": each.name,
            "set_at": each.set_at,
        }
        for each in links_of(record_type, record_id, current_actor())
    ]
    found: dict[str, Any] = LINKS.dump({"items": items})
    return found
