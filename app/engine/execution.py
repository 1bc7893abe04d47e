"""What a service task's function is told about the element that calls it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.engine.values import plain


@dataclass
class Execution:
    """A running service task.

    Attributes:
        runtime: the process; of interest to the engine only.
        element_id, element_name: the element; the name in both languages.
        record_type, record_id: the record of the process, or None.
        record: the record as FEEL sees it; empty when there is none.
        variables: the process variables; to change one use `set_variable`.
        task_id: id of the engine's task, stable until the element is left.
    """

    runtime: Any = field(repr=False)
    element_id: str
    element_name: Mapping[str, str]
    record_type: str | None
    record_id: int | None
    record: Mapping[str, Any]
    variables: dict[str, Any]
    task_id: str

    @property
    def process_instance_id(self) -> int:
        """Number of the process; given by the database when it is first asked for."""
        return int(self.runtime.id)

    def set_variable(self, name: str, value: Any) -> None:
        """Give a process variable a value; dates and decimals keep their type."""
        self.variables[name] = plain(value)
