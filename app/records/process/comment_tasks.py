"""What diagrams may do to comments."""

from typing import Any

from marshmallow import Schema, fields, validate

from app.engine import BpmnError, Execution, UnitOfWork, service_task
from app.i18n import lazy_gettext as _
from app.i18n import lazy_pgettext
from app.records.commands.comments.writing import LONGEST, add_process_comment
from app.records.errors import RecordRefused
from app.records.process.process_reach import require_reach
from app.records.types import registry


class CommentInputs(Schema):
    text = fields.String(required=True, metadata={"label": _("Text")}, validate=validate.Length(1, LONGEST))
    record_type = fields.String(metadata={"label": lazy_pgettext("action", "Record type")})
    record_id = fields.Integer(metadata={"label": _("Record id")})


@service_task(
    "comment.add",
    name=_("Comment"),
    description=_("Writes a comment on the process's record or on another one; @login calls somebody who may read it."),
    inputs=CommentInputs,
)
def comment(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> None:
    record_type, record_id = inputs.get("record_type"), inputs.get("record_id")
    if not record_type or not record_id:
        record_type, record_id = record_type or execution.record_type, record_id or execution.record_id
    if record_type is None or record_id is None:
        raise LookupError(str(_("the process is about no record")))
    declared = registry[record_type]
    require_reach(unit, execution, declared, record_id)
    try:
        add_process_comment(unit, declared, record_id, inputs["text"], execution.runtime.definition.name)
    except RecordRefused as error:
        raise BpmnError("fieldRefused", "; ".join(map(str, error.fields.values()))) from error
