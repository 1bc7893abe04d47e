"""What the OpenAPI document says of a view, written beside the view."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from marshmallow import Schema
from marshmallow.fields import Field

from app.records.types import RecordType

Body = Schema | Field[Any] | Callable[[RecordType], Schema]
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Description:
    """One operation in the words of OpenAPI.

    Attributes:
        summary: one line.
        body: of the request, or None: a schema, or what makes it for a record type.
        query: JSON schemas of the query parameters by name.
        answer: the body of a success in the same manner, or a field that is all there is of it; None: there is none.
        other_answers: further bodies of successes by their status code.
        filters: the parameters of the address are those of `query` and filters that the view itself reads and refuses.
        errors: status codes that the operation may answer with their error type, besides 401, 403 and 429, and besides
            400 with which everything that is not known is refused.
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
    other_answers: Mapping[int, Body] = field(default_factory=dict)
    filters: bool = False


def described(summary: str, **parts: Any) -> Callable[[View], View]:
    """Describe a view for the OpenAPI document; takes the attributes of `Description`."""

    def declare(view: View) -> View:
        setattr(view, "description", Description(summary, **parts))  # noqa: B010  (no such attribute by its type)
        return view

    return declare


STRING = {"type": "string"}
INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}
