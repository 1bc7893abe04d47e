"""Bodies of requests and answers: what the schema that OpenAPI shows does not take is refused with its place."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Response, current_app, jsonify, request
from marshmallow import RAISE, Schema, ValidationError, fields

from app.api.arguments import person_argument
from app.api.commands import json_object
from app.api.errors import BadRequest
from app.engine.deploying import did_you_mean
from app.i18n import gettext as _
from app.i18n import localized

Words = Callable[[str], str]
"""What is wrong with a member, told its place in the body: `topics[0].lockDuration`."""


class UnknownMember:
    """A fault: the schema has no member of this name.

    Attributes:
        known: the names that it has.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self.known = sorted(known)

    def __call__(self, place: str) -> str:
        name = place.rpartition(".")[2]
        words = _("%(place)s: there is no such field.", place=place[:300])
        return f"{words} {localized(did_you_mean(name, self.known))}" if self.known else words


class RequestSchema(Schema):
    """A JSON object in a request, and objects in it: a member that the schema does not have is refused by its place."""

    class Meta:
        unknown = RAISE

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        known = UnknownMember(field.data_key or name for name, field in self.load_fields.items())
        self.error_messages: dict[str, Any] = {
            **self.error_messages,
            "unknown": known,
            "type": lambda place: _("%(name)s must be an object.", name=place),
        }


class RequestBody(RequestSchema):
    """What a request carries as a JSON object."""

    def words(self, wrong: Mapping[str, Any]) -> Any:
        """What the body must be, for whoever sent something else.

        Parameters:
            wrong: what marshmallow says of the members that do not fit, by name.
        """
        return next(words for _place, words in _faults(wrong))

    def handle_error(self, error: ValidationError, data: Any, *, many: bool, **more: Any) -> None:
        wrong = error.messages_dict
        unknown = next((said(place) for place, said in _said(wrong) if isinstance(said, UnknownMember)), None)
        raise BadRequest(unknown or self.words(wrong)) from None


_NO_BODY = RequestBody()


def refuse_unneeded_body() -> None:
    """Look at a request whose door takes no body before it is opened.

    Raises:
        BadRequest: there is a body with members, which the door would pass over.
    """
    view: Any = current_app.view_functions.get(request.endpoint or "")
    description = getattr(view, "description", None)
    if description is not None and description.body is None and request.method != "GET" and request.is_json:
        read_body(_NO_BODY)


def read_body(schema: RequestBody) -> dict[str, Any]:
    """The body of the request as the schema reads it.

    Raises:
        BadRequest: it is something else.
    """
    body: dict[str, Any] = schema.load(json_object())
    return body


def answer_with(body: Schema | fields.Field[Any], value: Any) -> Response:
    """An answer as its schema, or a field that is all there is of it, writes it."""
    if isinstance(body, Schema):
        return jsonify(body.dump(value))
    return jsonify(body.serialize("body", {"body": value}, accessor=lambda members, name, _default: members[name]))


class Members(Schema):
    """A schema that writes mappings: a list of records is as fast as without one."""

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        return obj.get(attr, default)


class PersonName(fields.Field[int | str]):
    """The id or the login of a person."""

    def __init__(self, **more: Any) -> None:
        named = {"oneOf": [{"type": "integer"}, {"type": "string"}], "description": "id or login of a person"}
        super().__init__(metadata=named, **more)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int | str:
        return person_argument(attr or "", value)


class CountAnswer(Members):
    """How many fit."""

    count = fields.Integer(required=True)


def _faults(wrong: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Places and words of all that is wrong."""
    for place, said in _said(wrong):
        yield place, said(place) if callable(said) else f"{place}: {said}"


def _said(wrong: Any, place: str = "") -> Iterable[tuple[str, Any]]:
    """What was said of each place of a body, as marshmallow nests it."""
    if isinstance(wrong, Mapping):
        for name, inner in wrong.items():
            if isinstance(name, int):
                yield from _said(inner, f"{place}[{name}]")
            elif name == "_schema":
                yield from _said(inner, place)
            else:
                yield from _said(inner, f"{place}.{name}" if place else str(name))
    else:
        for each in wrong if isinstance(wrong, list) else [wrong]:
            yield place, each
