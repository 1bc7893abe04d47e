"""The library's workflow classes, with what our processes need: a definition, a runtime, no polling."""

from collections.abc import MutableMapping
from typing import Any, Protocol

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.specs.Join import Join
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.specs.completed_activities import APART, CompletedActivity
from app.engine.specs.variables import LocalVariables, ScopedTask


class CarriesOut(Protocol):
    """What carries out what the elements of a running process ask for: its runtime, as the workflow knows it."""

    def value(self, task: Task, expression: Any) -> Any:
        """The value of an expression of the diagram at a task."""

    def travelled(self, task: Task) -> None:
        """A token has passed the element of a task."""


class FeelScriptEngine(PythonScriptEngine):
    """Evaluates the conditions of gateways. They are compiled FEEL expressions: no Python is ever executed."""

    def __init__(self) -> None:
        super().__init__(environment=object())

    def evaluate(self, task: Task, expression: Any, external_context: Any = None) -> bool:
        return task.workflow.top_workflow.runtime.value(task, expression) is True

    def execute(self, task: Task, script: Any, external_context: Any = None) -> None:
        raise NotImplementedError("scripts are FEEL expressions of script tasks")


_SCRIPT_ENGINE = FeelScriptEngine()


class _Workflow:
    """What the top workflow and sub-workflows share.

    Attributes:
        definition: the deployed definition whose diagram this is drawn in.
        start_element: id of the start event by which it begins, or None for the plain one.
        completed_activities: what is done here and can be undone, in the order of completion.
        enclosing_activities: for a compensation event sub-process, what is done in the sub-process that it undoes.
    """

    definition: Any
    spec: Any
    tasks: dict[Any, Task]
    top_workflow: Any
    start_element: str | None = None
    completed_activities: list[CompletedActivity]
    enclosing_activities: list[CompletedActivity] | None = None

    @property
    def variables(self) -> MutableMapping[str, Any]:
        """The one place of the variables that all tasks here see."""
        raise NotImplementedError

    def _begin(self) -> None:
        """Put the first task into the tree, which decides what class all others have."""
        self.task_tree = ScopedTask(self, self.spec.start, state=TaskState.FUTURE)
        self.task_tree.task_spec._predict(self.task_tree, mask=TaskState.NOT_FINISHED_MASK)
        self.task_tree._ready()

    def update_waiting_tasks(self) -> None:
        """After a task is complete only joins may have become ready: events are brought, never polled."""
        for task in list(self.tasks.values()):
            if task._state == TaskState.WAITING and isinstance(task.task_spec, Join):
                task.task_spec._update(task)

    def _remove_task(self, task_id: Any) -> None:
        subprocess = self.top_workflow.subprocesses.pop(task_id, None)
        if subprocess is not None:
            subprocess.cancel()
        super()._remove_task(task_id)  # type: ignore[misc]


class SubWorkflow(_Workflow, BpmnSubWorkflow):
    """A running sub-process or called process."""

    def __init__(
        self,
        spec: Any,
        parent_task_id: Any,
        top_workflow: "ProcessWorkflow",
        definition: Any,
        deserializing: bool = False,
    ) -> None:
        self.definition = definition
        self.completed_activities = []
        super().__init__(spec, parent_task_id, top_workflow, deserializing=True)
        parent = top_workflow.get_task_from_id(parent_task_id)
        self._variables: MutableMapping[str, Any] = parent.data
        if spec is definition.process.spec or parent.internal_data.get(APART):
            self._variables = self.data
        elif getattr(parent.task_spec, "gives_variables", False):
            self._variables = LocalVariables(self.data, parent.data)
        if not deserializing:
            self._begin()

    @property
    def variables(self) -> MutableMapping[str, Any]:
        """Its own in a called process, before those around it in a compensation handler, else those around it."""
        return self._variables


class ProcessWorkflow(_Workflow, BpmnWorkflow):
    """A running process.

    Attributes:
        runtime: carries out what its elements ask for; set while a command has it.
    """

    runtime: CarriesOut

    def __init__(self, definition: Any, start_element: str | None = None, deserializing: bool = False) -> None:
        self.definition = definition
        self.start_element = start_element
        self.completed_activities = []
        super().__init__(definition.process.spec, script_engine=_SCRIPT_ENGINE, deserializing=True)
        if not deserializing:
            self._begin()

    @property
    def variables(self) -> MutableMapping[str, Any]:
        """The process variables."""
        variables: MutableMapping[str, Any] = self.data
        return variables

    def create_subprocess(self, my_task: Task, spec: Any, definition: Any) -> SubWorkflow:
        subprocess = SubWorkflow(spec, my_task.id, self, definition)
        self.subprocesses[my_task.id] = subprocess
        return subprocess

    def token_joined(self, my_task: Task) -> None:
        """A token was consumed by a join: the way that it came is part of the way travelled."""
        self.runtime.travelled(my_task)

    def find(self, task_id: Any) -> Task | None:
        """A task of the process or of one of its sub-workflows; None when it has left the tree."""
        return next(
            (part.tasks[task_id] for part in (self, *self.subprocesses.values()) if task_id in part.tasks), None
        )

    def workflows(self) -> list[Any]:
        """The running sub-workflows, the innermost first, then this one."""
        inner = [workflow for workflow in self.subprocesses.values() if not workflow.completed]
        inner.sort(key=lambda workflow: workflow.depth, reverse=True)
        return [*inner, self]
