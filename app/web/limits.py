"""How much a request may bring: little before signing in, and never so many fields that reading them takes long."""

from io import BytesIO
from typing import IO

from flask import Request, abort, current_app, request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from app.access.permissions import takes_record_files
from app.access.session import optional_actor
from app.i18n import gettext as _

FIELDS = 5000
STRANGERS_FIELDS = 200
STRANGERS_BYTES = 64 * 1024


class _BoundedParser(FormDataParser):
    """Counts the fields of a form before it reads them; the library does so for `multipart/form-data` only."""

    def parse(
        self, stream: IO[bytes], mimetype: str, content_length: int | None, options: dict[str, str] | None = None
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        if mimetype == "application/x-www-form-urlencoded" and self.max_form_parts is not None:
            body = stream.read()
            if body.count(b"&") >= self.max_form_parts:
                raise RequestEntityTooLarge(_("The form has more than %(count)s fields.", count=self.max_form_parts))
            stream = BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)


class BoundedRequest(Request):
    form_data_parser_class = _BoundedParser


def bound_request() -> None:
    """Set the limits of the present request; comes when it is known who asks and before anything of it is read.

    Raises:
        RequestEntityTooLarge: the body is larger than it may be.
        BadRequest: the address has too many parameters.
    """
    if request.query_string.count(b"&") >= FIELDS:
        abort(400, _("The address has more than %(count)s parameters.", count=FIELDS))
    if optional_actor() is not None:
        _let_files_in()
        return
    request.max_content_length = request.max_form_memory_size = STRANGERS_BYTES
    request.max_form_parts = STRANGERS_FIELDS
    if (request.content_length or 0) > STRANGERS_BYTES:
        abort(413, _("At most %(size)s KB are accepted from somebody who has not signed in.", size=64))


def _let_files_in() -> None:
    """Where files of records come, a request may be as large as they are; its texts may not."""
    if request.endpoint and takes_record_files(current_app.view_functions[request.endpoint]):
        request.max_content_length = current_app.config["SETTINGS"].file_limit * _MIB + _BESIDE_FILES


_MIB = 1024 * 1024
_BESIDE_FILES = _MIB  # the other fields of the form
