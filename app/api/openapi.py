"""`/api/openapi.json`, made from the views and the record types, and its page."""

import re
from collections.abc import Collection
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Blueprint, Response, current_app, jsonify, render_template
from marshmallow import Schema, fields

from app.access.permissions import requires
from app.access.scopes import needed_scope
from app.api.description import Body, Description
from app.api.errors import ERROR
from app.records.types import RecordType, registry
from app.records.values.schemas import FieldValue

blueprint = Blueprint("openapi", __name__, template_folder="templates")

_METHODS = ("GET", "POST", "PATCH", "PUT", "DELETE")


@blueprint.get("/api/openapi.json")
@requires("signed_in")
def document() -> Response:
    return jsonify(build_document().to_dict())


@blueprint.get("/api/docs")
@requires("signed_in")
def page() -> str:
    return render_template("api/docs.html", document=build_document().to_dict())


def build_document() -> APISpec:
    """Describe every address of the API by the application's URL map."""
    marshmallow = MarshmallowPlugin(schema_name_resolver=_component)
    specification = APISpec(
        title="Dealflow",
        version="1",
        openapi_version="3.0.3",
        info={
            "description": "Records, their moves and tasks; and a subset of the Camunda 7 REST dialect."
            " A personal token needs the scope that x-token-scope names."
        },
        security=[{"basic": []}, {"token": []}],
        plugins=[marshmallow],
    )
    assert marshmallow.converter is not None
    marshmallow.converter.add_attribute_function(_field_properties)  # type: ignore[no-untyped-call]
    specification.components.security_scheme("basic", {"type": "http", "scheme": "basic"})
    specification.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for rule in current_app.url_map.iter_rules():
        view = current_app.view_functions[rule.endpoint]
        description = getattr(view, "description", None)
        if description is None:
            continue
        for path, record_type in _paths(rule.rule):
            operations = {
                method.lower(): _operation(
                    description, path, record_type, rule.endpoint, _numbers(rule.rule), marshmallow.converter
                )
                | {"x-token-scope": needed_scope(view, method)}
                for method in _METHODS
                if method in (rule.methods or ())
            }
            specification.path(path=path, operations=operations)
    return specification


def _paths(rule: str) -> list[tuple[str, RecordType | None]]:
    """The rule's paths in OpenAPI's form; a rule for all record types gives one for each of them."""
    path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)
    if "{plural}" not in path:
        return [(path, None)]
    status_only = path.endswith(("/moves", "/status"))
    types = [each for each in registry if each.has_status or not status_only]
    return [(path.replace("{plural}", each.plural), each) for each in types]


def _numbers(rule: str) -> set[str]:
    """The parts of a path that are whole numbers."""
    return set(re.findall(r"<int(?:\([^)]*\))?:([^<>]+)>", rule))


def _operation(
    description: Description,
    path: str,
    record_type: RecordType | None,
    endpoint: str,
    numbers: Collection[str],
    converter: OpenAPIConverter,
) -> dict[str, Any]:
    name = endpoint.rpartition(".")[2]
    answer = _for_type(description.answer, record_type, converter)
    parameters = [
        {"name": each, "in": "path", "required": True, "schema": {"type": "integer" if each in numbers else "string"}}
        for each in re.findall(r"{([^}]+)}", path)
    ]
    parameters += [{"name": each, "in": "query", "schema": schema} for each, schema in description.query.items()]
    parameters += [{"name": each, "in": "header", "schema": schema} for each, schema in description.headers.items()]
    errors = {400: "BadRequest", 401: "AuthenticationRequired", 403: "Forbidden", 429: "TooManyRequests"}
    errors |= description.errors
    if description.body is not None:
        errors.setdefault(415, "UnsupportedMediaType")
    success = description.status or (204 if answer is None else 200)
    answers = {
        success: answer,
        **{status: _for_type(body, record_type, converter) for status, body in description.other_answers.items()},
    }
    operation: dict[str, Any] = {
        "summary": description.summary,
        "operationId": f"{name}_{record_type.plural.replace('-', '_')}" if record_type else f"{name}_{endpoint[:6]}",
        "tags": [record_type.plural if record_type else path.split("/")[1]],
        "parameters": parameters,
        "responses": {str(status): _success(body, description.answer_media) for status, body in answers.items()}
        | {str(status): _failure(kind) for status, kind in sorted(errors.items())},
    }
    if description.body is not None:
        schema = _for_type(description.body, record_type, converter)
        operation["requestBody"] = {"required": True, "content": {description.media: {"schema": schema}}}
    return operation


def _for_type(body: Body | None, record_type: RecordType | None, converter: OpenAPIConverter) -> Any:
    """The schema, made for the record type where there is one; of a field what OpenAPI says of it."""
    if isinstance(body, fields.Field):
        return converter.field2property(body)
    if body is None or isinstance(body, Schema):
        return body
    assert record_type is not None, "only a body of records is made for their type"
    return body(record_type)


def _component(schema: type[Schema] | Schema) -> str:
    """The name under which the document has a schema; empty: it stands where it is used."""
    name = (schema if isinstance(schema, type) else type(schema)).__name__
    return "" if name.startswith("_") else name


def _field_properties(converter: OpenAPIConverter, field: fields.Field[Any], **_: Any) -> dict[str, Any]:
    """What a field of a record type says of itself."""
    if not isinstance(field, FieldValue):
        return {}

    def resolved(schema: type[Schema]) -> dict[str, Any]:
        found: dict[str, Any] = converter.resolve_nested_schema(schema)  # type: ignore[no-untyped-call]
        return found

    return field.properties(resolved)


def _success(schema: Any, media: str) -> dict[str, Any]:
    return {"description": "Done", "content": {media: {"schema": schema}}} if schema else {"description": "Done"}


def _failure(kind: str) -> dict[str, Any]:
    return {"description": kind, "content": {"application/json": {"schema": ERROR}}}
