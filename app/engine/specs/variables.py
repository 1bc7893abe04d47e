"""Process variables live once in the process (or call) that has them, whatever the number of its tokens (BPMN 2.0.2,
10.4.1).

The library gives each task a copy of its parent's variables and merges the copies where tokens join: the last token to
come brings old values back, lists and contexts are mixed instead of replaced, and what happens beside an activity (a
non-interrupting event) never sees what has been set since. Here `task.data` is a view of the one place. Only a run of
a multi-instance activity and an element with input parameters have variables of their own, as long as they last.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

_OWN = "own"


class LocalVariables(MutableMapping[str, Any]):
    """Variables of one run before those around it. What is not there before is set around it."""

    def __init__(self, local: dict[str, Any], outer: MutableMapping[str, Any]) -> None:
        self.local = local
        self.outer = outer

    def __getitem__(self, name: str) -> Any:
        return self.local[name] if name in self.local else self.outer[name]

    def __setitem__(self, name: str, value: Any) -> None:
        (self.local if name in self.local else self.outer)[name] = value

    def __delitem__(self, name: str) -> None:
        del (self.local if name in self.local else self.outer)[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self.outer, **self.local})

    def __len__(self) -> int:
        return len({**self.outer, **self.local})


class ScopedTask(Task):
    """A task of the tree. It has no variables of its own but those of the scopes that were opened for it."""

    _scopes: tuple[LocalVariables, ...] = ()

    @property
    def data(self) -> MutableMapping[str, Any]:
        """The variables that are seen from here."""
        variables: MutableMapping[str, Any] = self._scopes[-1] if self._scopes else self.workflow.variables
        return variables

    @data.setter
    def data(self, values: Mapping[str, Any]) -> None:
        seen = self.data
        if values is not seen:
            seen.update(values)

    def open_scope(self, values: dict[str, Any]) -> None:
        """Give the task variables of its own, which hide others of the same names."""
        self._scopes = (*self._scopes, LocalVariables(values, self.data))

    def open_own(self, values: dict[str, Any]) -> None:
        """Give the task the variables of its input parameters."""
        self.open_scope(values)
        self.internal_data[_OWN] = True

    @property
    def has_own(self) -> bool:
        """Whether it has the variables of its input parameters."""
        return bool(self.internal_data.get(_OWN, False))

    @property
    def around(self) -> MutableMapping[str, Any]:
        """The variables around those of its input parameters: results and output parameters are set here."""
        return self._scopes[-1].outer if self.has_own else self.data

    @property
    def own_variables(self) -> list[dict[str, Any]]:
        """The variables of the open scopes, the outer ones first."""
        return [scope.local for scope in self._scopes]

    def _set_state(self, value: int) -> None:
        super()._set_state(value)
        runtime = getattr(self.workflow.top_workflow, "runtime", None)
        if runtime is not None:
            runtime.trail.changed(self, len(runtime.path))

    def _inherit_data(self) -> None:
        pass

    def _add_child(self, task_spec: TaskSpec, state: int = TaskState.MAYBE) -> "ScopedTask":
        return ScopedTask(self.workflow, task_spec, self, state=state)
