"""Ids of process definitions as Camunda writes them, `<key>:<version>:<number>`, and filters by definition."""

from sqlalchemy import ColumnElement, and_, false

from app.api.engine_rest.arguments import Filters
from app.bounds import whole_numbers
from app.engine.models import ProcessDefinition


def public_id(key: str, version: int, number: int) -> str:
    """The id under which clients know a definition."""
    return f"{key}:{version}:{number}"


def with_public_id(definition_id: str) -> ColumnElement[bool]:
    """The condition on `process_definition` that it is the one of this id."""
    key, _colon, rest = definition_id.rpartition(":")
    key, _colon, version = key.rpartition(":")
    for number in whole_numbers([rest]):
        for version_number in whole_numbers([version]):
            return and_(
                ProcessDefinition.id == number,
                ProcessDefinition.key == key,
                ProcessDefinition.version == version_number,
            )
    return false()


def of_definitions(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions of the filters `processDefinitionId`, `processDefinitionKey` and `processDefinitionKeyIn`."""
    conditions = []
    definition_id, key = filters.text("processDefinitionId"), filters.text("processDefinitionKey")
    keys = filters.texts("processDefinitionKeyIn")
    if definition_id is not None:
        conditions.append(with_public_id(definition_id))
    if key is not None:
        conditions.append(ProcessDefinition.key == key)
    if keys is not None:
        conditions.append(ProcessDefinition.key.in_(keys))
    return conditions
