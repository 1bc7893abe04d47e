"""Addresses of records: `/<plural>/…` with the record type already looked up.

@blueprint.get("/<records:record_type>/<int:record_id>")
def card(record_type: RecordType, record_id: int): ...
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from werkzeug.routing import BaseConverter, ValidationError

from app.records.types import RecordType, registry


class RecordTypeConverter(BaseConverter):
    """Turns `deals` into the record type of deals; an address of an unknown type is not found."""

    regex = "[a-z][a-z-]*"

    def to_python(self, value: str) -> RecordType:
        record_type = registry.by_plural(value)
        if record_type is None:
            raise ValidationError
        return record_type

    def to_url(self, value: RecordType | str) -> str:
        return value if isinstance(value, str) else value.plural


class RecordTypeWithStatusConverter(RecordTypeConverter):
    """The same for the pages of records that live by a diagram."""

    def to_python(self, value: str) -> RecordType:
        record_type = super().to_python(value)
        if not record_type.has_status:
            raise ValidationError
        return record_type


class RecordTypeWithBoardConverter(RecordTypeConverter):
    """The same for record types that have a board."""

    def to_python(self, value: str) -> RecordType:
        record_type = super().to_python(value)
        if record_type.board is None:
            raise ValidationError
        return record_type


def init_app(app: Flask) -> None:
    """Add the converters; comes before the blueprints whose addresses use them."""
    app.url_map.converters.update(
        records=RecordTypeConverter,
        records_with_status=RecordTypeWithStatusConverter,
        records_with_board=RecordTypeWithBoardConverter,
    )


def record_address(
    record_type: RecordType, record_id: int | None = None, *steps: str, arguments: Mapping[str, Any] | None = None
) -> str:
    """The address of a record's card, of a page below it, or without an id of the list of records.

    `record_address(deal, 7, "edit")` answers `/deals/7/edit`. It is put together, not looked up by an endpoint, so that
    a list can name a thousand of them.
    """
    parts = [request.script_root, record_type.plural, *([] if record_id is None else [str(record_id)]), *steps]
    query = urlencode([(name, value) for name, value in (arguments or {}).items() if value not in (None, "")])
    return "/".join(parts) + (f"?{query}" if query else "")
