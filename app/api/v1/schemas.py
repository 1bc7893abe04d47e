"""What `/api/v1` takes and gives: the schemas read requests, write answers and describe both in OpenAPI."""

from typing import Any

from marshmallow import Schema, fields, validate

from app.api.bodies import Members, PersonName, RequestBody
from app.i18n import gettext as _
from app.records.types import RecordType
from app.records.values.schemas import field_values, kept_for_type

MOST_TASKS = 200
ACTIONS = ("claim", "release", "assign", "complete")


class Permissions(Members):
    """What the caller may do with a record."""

    read = fields.Boolean(required=True)
    write = fields.Boolean(required=True)


class Warned(Members):
    """Another record that has the same: it was written all the same."""

    message = fields.String(required=True)
    same = fields.List(fields.String(), required=True)
    record = fields.Dict(required=True)


@kept_for_type
def record_answer(record_type: RecordType) -> Schema:
    """A record as it is answered: every field that it has, and what the server knows besides."""
    members: dict[str, fields.Field[Any]] = {
        "id": fields.Integer(required=True, dump_only=True),
        "type": fields.String(required=True, dump_only=True),
        "display_name": fields.String(required=True, dump_only=True),
        "revision": fields.Integer(required=True, dump_only=True),
        "created_at": fields.DateTime(required=True, dump_only=True),
        "modified_at": fields.DateTime(required=True, dump_only=True),
        "permissions": fields.Nested(Permissions, required=True, dump_only=True),
        "warnings": fields.List(fields.Nested(Warned), dump_only=True),
    }
    members |= field_values(record_type.all_fields, required=True)
    if record_type.has_status:
        members["status_label"] = fields.String(required=True, dump_only=True)
        members["stage"] = fields.String(required=True, allow_none=True, dump_only=True)
    return Members.from_dict(members, name=record_type.model.__name__)()


@kept_for_type
def record_page(record_type: RecordType) -> Schema:
    """A page of a list of records; read by key it has `next` in the place of the counts."""
    members: dict[str, fields.Field[Any]] = {
        "items": fields.List(fields.Nested(record_answer(record_type)), required=True),
        "total": fields.Integer(),
        "page": fields.Integer(),
        "pages": fields.Integer(),
        "next": fields.String(allow_none=True),
    }
    return Schema.from_dict(members, name=f"{record_type.model.__name__}Page")()


class GroupAnswer(Schema):
    """How many records have a value of a field, and the sums of another field by currency."""

    value = fields.Raw(required=True, allow_none=True, metadata={"description": "an id, a day, or yes or no"})
    label = fields.String(required=True)
    count = fields.Integer(required=True)
    amounts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class GroupsAnswer(Schema):
    """The groups of a list of records."""

    items = fields.List(fields.Nested(GroupAnswer), required=True)


class MoveAnswer(Schema):
    """What the diagram would say to a status."""

    status = fields.String(required=True)
    label = fields.String(required=True)
    allowed = fields.Boolean(required=True)
    code = fields.String(required=True, allow_none=True)
    message = fields.String(required=True, allow_none=True)
    missing = fields.List(fields.String(), required=True)


class MovesAnswer(Schema):
    """What the diagram would say to each status."""

    items = fields.List(fields.Nested(MoveAnswer), required=True)


class StatusRequest(RequestBody):
    """A status that is asked for, with fields that are filled on the way."""

    status = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), data_key="fields", load_default=dict, allow_none=True)

    def words(self, wrong: Any) -> Any:
        return _('The body is {"status": "<id>", "fields": {…}}.')


class ChangeAnswer(Members):
    """What a check says of a file; `confirmation` is the name by which it is confirmed."""

    file = fields.String(required=True)
    severity = fields.String(required=True)
    message = fields.String(required=True)
    confirmation = fields.String(required=True, allow_none=True)


class WaitingAnswer(Members):
    """A publication that gives rights, and what an administrator has made of it."""

    id = fields.Integer(required=True)
    name = fields.String(required=True)
    comment = fields.String(required=True)
    author = fields.String(required=True)
    created_at = fields.DateTime(required=True)
    state = fields.String(required=True, metadata={"enum": ["waiting", "published", "declined"]})
    files = fields.List(fields.String(), required=True)
    decided_at = fields.DateTime(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    deployment = fields.Integer(required=True, allow_none=True)
    problems = fields.List(fields.Nested(ChangeAnswer))


class WaitingListAnswer(Schema):
    """What waits, then what was decided."""

    items = fields.List(fields.Nested(WaitingAnswer), required=True)


class ConfirmRequest(RequestBody):
    """The names of everything in `problems` that is to be confirmed."""

    confirmed = fields.List(fields.String(), load_default=list)

    def words(self, wrong: Any) -> Any:
        return _('The body is {"confirmed": ["<confirmation>", …]}.')


class DeclineRequest(RequestBody):
    """Why not, for the author."""

    reason = fields.String(load_default="", validate=validate.Length(max=2000))

    def words(self, wrong: Any) -> Any:
        return _('The body is {"reason": "<words of at most 2,000 characters>"}.')


class _Person(Schema):
    """A person by id and name; a machine has neither."""

    id = fields.Integer(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class EventAnswer(Schema):
    """What happened to a record; what `data` holds depends on its kind."""

    id = fields.Integer(required=True)
    at = fields.DateTime(required=True)
    kind = fields.String(required=True)
    actor = fields.Nested(_Person, required=True)
    element_id = fields.String(required=True, allow_none=True)
    data = fields.Dict(required=True, allow_none=True)


class HistoryAnswer(Schema):
    """A page of the history; read by key it has `next` in the place of the counts."""

    items = fields.List(fields.Nested(EventAnswer), required=True)
    total = fields.Integer()
    page = fields.Integer()
    next = fields.String(allow_none=True)


class TaskRecord(Schema):
    """What a task is about."""

    type = fields.String(required=True, allow_none=True)
    id = fields.Integer(required=True, allow_none=True)
    display_name = fields.String(required=True)


class OutcomeAnswer(Schema):
    """What a task may be answered with."""

    id = fields.String(required=True)
    label = fields.String(required=True)


class TaskAnswer(Schema):
    """A task; `completed` and `outcome` are there in lists of the inbox."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    record = fields.Nested(TaskRecord, required=True)
    outcomes = fields.List(fields.Nested(OutcomeAnswer), required=True)
    form = fields.String(required=True, allow_none=True)
    assignee = fields.Nested(_Person, required=True, allow_none=True)
    due = fields.DateTime(required=True, allow_none=True)
    priority = fields.Integer(required=True, allow_none=True)
    created = fields.DateTime(required=True)
    completed = fields.DateTime(allow_none=True)
    outcome = fields.String(allow_none=True)
    why = fields.String(required=True)


class TasksOfRecordAnswer(Schema):
    """The open tasks of a record."""

    items = fields.List(fields.Nested(TaskAnswer), required=True)
    total = fields.Integer(required=True)


class TasksAnswer(TasksOfRecordAnswer):
    """A page of tasks; the inbox says besides how long its pages are and whether there are more."""

    page = fields.Integer(required=True)
    per_page = fields.Integer()
    more = fields.Boolean()


class AssignRequest(RequestBody):
    """To whom a task is given."""

    person = PersonName(required=True)

    def words(self, wrong: Any) -> Any:
        return _("%(name)s is the id or the login of a person.", name="person")


class CompleteRequest(RequestBody):
    """How a task is answered."""

    outcome = fields.String(allow_none=True, load_default=None)
    variables = fields.Dict(keys=fields.String(), allow_none=True, load_default=dict)

    def words(self, wrong: Any) -> Any:
        return _('The body is {"outcome": "<id>", "variables": {…}}.')


class BulkRequest(CompleteRequest):
    """What is done with several tasks: `person` belongs to assign, `outcome` and `variables` to complete."""

    ids = fields.List(fields.String(), required=True, validate=validate.Length(max=MOST_TASKS))
    action = fields.String(required=True, validate=validate.OneOf(ACTIONS))
    person = PersonName(allow_none=True)

    def words(self, wrong: Any) -> Any:
        if wrong.keys() & {"ids", "action"}:
            return _("A bulk request takes up to 200 ids and an action: claim, release, assign or complete.")
        return super().words(wrong)


class BulkResult(Schema):
    """What came of one task; `type` and `message` say what hindered it."""

    id = fields.String(required=True)
    ok = fields.Boolean(required=True)
    type = fields.String()
    message = fields.String()


class BulkAnswer(Schema):
    """What came of each task."""

    items = fields.List(fields.Nested(BulkResult), required=True)
