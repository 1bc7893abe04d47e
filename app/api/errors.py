"""Errors for programs: `{"type", "message", "details"}` with their status code."""

import re
from collections.abc import Mapping

from flask import Response, jsonify, request
from marshmallow import Schema, fields
from werkzeug.exceptions import BadRequest as BadRequestAnswer

from app.origin import is_browser
from app.records.commands.verdicts import Verdict

_BASIC = 'Basic realm="Dealflow", charset="UTF-8"'
_BEARER = 'Bearer realm="Dealflow"'


class BadRequest(BadRequestAnswer):
    """The request cannot be understood; the words say what is wrong with it."""


class Error(Schema):
    """An error answer of the contract."""

    type = fields.String(required=True)
    message = fields.String(required=True)
    details = fields.Dict(keys=fields.String(), required=True)


ERROR = Error()


def answer(verdict: Verdict, code: str) -> Response:
    """An error answer of the contract.

    Parameters:
        code: under which the log has it.
    """
    details = {"code": code} if verdict.details is None else verdict.details
    if verdict.fields and details == verdict.fields:
        details = {_place(name): words for name, words in verdict.fields.items()}
    response = error_body(verdict.status, verdict.kind, verdict.message, details)
    if verdict.status == 401:
        # browsers know no Bearer: they neither ask for a password nor keep one
        response.headers["WWW-Authenticate"] = _BEARER if is_browser(request) else f"{_BASIC}, {_BEARER}"
    return response


def _place(name: str) -> str:
    """Where a program finds the value of an input of a form: `contacts-0-email` is `contacts[0].email`."""
    return re.sub(r"-(\d+)-", r"[\1].", name)


def error_body(status: int, kind: str, message: str, details: Mapping[str, object] | None = None) -> Response:
    """What the contract says of an error, as JSON."""
    plain = {name: _plain(value) for name, value in (details or {}).items()}
    response = jsonify(ERROR.dump({"type": kind, "message": message, "details": plain}))
    response.status_code = status
    return response


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
