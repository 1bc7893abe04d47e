"""What the OpenAPI document says of a view, written beside the view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from marshmallow import Schema

from app.records.types import RecordType

Body = Schema | Callable[[RecordType], Schema] | Mapping[str, Any]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Description:
    """One operation in the words of OpenAPI.

    Attributes:
        summary: one line.
        body: of the request, or None: a schema, what makes it for a record type, or JSON schema.
        query: JSON schemas of the query parameters by name.
        answer: the body of a success in the same manner, or None when there is none.
        errors: status codes that the operation may answer with their error type, besides 401 and 429, and besides 400
            where there is something to be read from the caller.
        media, answer_media: media types of the request's body and of the answer's.
        status: status code of a success; None: 200 with a body, 204 without.
        headers: JSON schemas of the request headers by name.
    """

    summary: str
    body: Body | None = None
    query: Mapping[str, Any] = field(default_factory=dict)
    answer: Body | None = None
    errors: Mapping[int, str] = field(default_factory=dict)
    media: str = "application/json"
    answer_media: str = "application/json"
    status: int | None = None
    headers: Mapping[str, Any] = field(default_factory=dict)


def described(summary: str, **parts: Any) -> Callable[[View], View]:
    """Describe a view for the OpenAPI document; takes the attributes of `Description`."""

    def declare(view: View) -> View:
        setattr(view, "description", Description(summary, **parts))  # noqa: B010  (no such attribute by its type)
        return view

    return declare


STRING = {"type": "string"}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
OBJECT = {"type": "object", "additionalProperties": True}


def object_of(**properties: Any) -> dict[str, Any]:
    """The JSON schema of an object with these properties."""
    return {"type": "object", "properties": properties}


def list_of(items: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON schema of an array."""
    return {"type": "array", "items": dict(items)}
