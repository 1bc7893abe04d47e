"""Lifecycle files, forms and added fields as kinds of artifacts. Importing this module registers them."""

from app.engine.deploying import FORM, LIFECYCLE, register_artifact_kind
from app.records.added.check import check_fields, field_names
from app.records.added.current import FIELDS, added_fields
from app.records.added.held import delete_retyped
from app.records.added.parse import parse_fields
from app.records.forms.check import check_form, form_names
from app.records.forms.parse import parse_form
from app.records.lifecycle.check import check_lifecycle, lifecycle_names
from app.records.lifecycle.parse import parse_lifecycle
from app.records.process.publishing import publish_lifecycle
from app.records.types.field_list import FieldList

FieldList.added = staticmethod(added_fields)
register_artifact_kind(FIELDS, (".fields.yaml", ".fields.yml"), parse_fields, check_fields, field_names, delete_retyped)
register_artifact_kind(
    LIFECYCLE,
    (".lifecycle.yaml", ".lifecycle.yml"),
    parse_lifecycle,
    check_lifecycle,
    lifecycle_names,
    publish_lifecycle,
)
register_artifact_kind(FORM, (".form",), parse_form, check_form, form_names)
