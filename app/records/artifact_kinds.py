"""Lifecycle files and forms as kinds of artifacts. Importing this module registers them."""

from app.engine.deploying import FORM, LIFECYCLE, register_artifact_kind
from app.records.forms.check import check_form, form_names
from app.records.forms.parse import parse_form
from app.records.lifecycle.check import check_lifecycle, lifecycle_names
from app.records.lifecycle.parse import parse_lifecycle

register_artifact_kind(
    LIFECYCLE, (".lifecycle.yaml", ".lifecycle.yml"), parse_lifecycle, check_lifecycle, lifecycle_names
)
register_artifact_kind(FORM, (".form",), parse_form, check_form, form_names)
