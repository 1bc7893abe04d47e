"""What the history keeps of the way of a process besides the elements themselves."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trail:
    """Collected while a process runs; a position is an index in `Runtime.path`.

    Attributes:
        elsewhere: elements in the diagram of a called process: its definition, by element id.
        first_inside: where the first element inside a sub-process or call was passed, by the id of its task.
        around: the same for those that ended: by their own position.
    """

    elsewhere: dict[str, int] = field(default_factory=dict)
    first_inside: dict[str, int] = field(default_factory=dict)
    around: dict[str, int] = field(default_factory=dict)

    def passed(self, task: Any, position: int, definition: Any) -> None:
        """An element was passed."""
        drawn_in = task.workflow.definition
        if drawn_in.id != definition.id:
            self.elsewhere[task.task_spec.element.id] = drawn_in.id
        holder = getattr(task.workflow, "parent_task_id", None)
        if holder is not None:
            self.first_inside.setdefault(str(holder), position)
        if str(task.id) in self.first_inside:
            self.around[str(position)] = self.first_inside[str(task.id)]
