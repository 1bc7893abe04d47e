"""Bodies of requests: what the schema that OpenAPI shows does not take is refused with 400."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError

from app.api.commands import json_object
from app.api.errors import BadRequest


class RequestBody(Schema):
    """What a request carries as a JSON object; members that nobody knows are let go."""

    class Meta:
        unknown = EXCLUDE

    def words(self, wrong: Mapping[str, Any]) -> Any:
        """What the body must be, for whoever sent something else.

        Parameters:
            wrong: what marshmallow says of the members that do not fit, by name.
        """
        raise NotImplementedError

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **more: Any) -> None:
        raise BadRequest(self.words(error.messages_dict)) from None


def read_body(schema: RequestBody) -> dict[str, Any]:
    """The body of the request as the schema reads it.

    Raises:
        BadRequest: it is something else.
    """
    body: dict[str, Any] = schema.load(json_object())
    return body
