"""Fields in the documents of the API."""

from typing import Any

from app.records.types.field import Field


def described(field: Field) -> dict[str, Any]:
    """The schema of a field in OpenAPI, with its title and whether it may be null or written."""
    schema = field.openapi()
    if field.read_only or field.is_computed:
        schema["readOnly"] = True
    if not field.many and not field.set_by_diagram:
        schema["nullable"] = True
    return schema | {"title": str(field.label)}
