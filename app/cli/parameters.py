"""What commands take besides texts and numbers."""

import click
from flask.cli import ScriptInfo

from app.records.types import RecordType, registry


class RecordTypeName(click.ParamType[RecordType]):
    """The name of a record type; the command gets the record type."""

    name = "record type"

    def convert(
        self, value: str | RecordType, parameter: click.Parameter | None, context: click.Context | None
    ) -> RecordType:
        if context is not None:
            context.ensure_object(ScriptInfo).load_app()  # packages bring record types, too
        found = value if isinstance(value, RecordType) else registry.get(value)
        if found is None:
            known = ", ".join(each.name for each in registry)
            self.fail(f"There is no record type {value}. There are: {known}.", parameter, context)
        return found
