"""The state of a process as text: the task tree without the specs, which come from the definition on load.

Format 1, JSON: `{"v": 1, "tree": TREE, "subs": [[task id, called key | null, called version | null, TREE], …]}`, a TREE
is `{"tasks": [[id, parent index, state, spec name, changed at, triggered, internal data, variables], …], "data": …,
"done": bool}`. Parents come before their children, siblings in order. `data` are the variables of a process or call.
The variables of a task are null or a list: those of its own scopes (`specs.variables`). States of older versions have
all variables in the tasks, as a map, null when they equal the parent's: these are gathered.
A sub-workflow that runs a compensation handler has the name of its spec as a fifth item. What is done and can be undone
is in `snapshots` of the state and in `completed` and `enclosing` of a TREE, where there is any (`completed_state`).
Values that JSON does not have are kept with their type, see `app.engine.ground.values`.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from SpiffWorkflow.util.task import TaskState

from app.engine.ground.errors import NotFound, TechnicalFailure
from app.engine.ground.values import from_json, to_json
from app.engine.instance.completed_state import SnapshotReader, SnapshotWriter
from app.engine.instance.workflow import ProcessWorkflow, SubWorkflow
from app.engine.specs.multi_instance import MultiInstanceTask
from app.engine.specs.variables import ScopedTask
from app.i18n import lazy_gettext as _

VERSION = 1
_STATES = frozenset(TaskState._values)
# What Python says to a text that is no state, and the catalogue to a called process that is not there.
_DAMAGE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, NotFound)


class UnreadableState(TechnicalFailure):
    """The state is damaged, was written by a newer version, or does not fit its definition."""

    def __init__(self, reason: object, cause: BaseException | None = None) -> None:
        message = _(
            "The saved state of this process cannot be read: %(reason)s. "
            "It is damaged, or was written by a newer version of the program.",
            reason=reason,
        )
        super().__init__(message, cause=cause)


def dump(workflow: ProcessWorkflow) -> str:
    """Write the state of a process.

    Raises:
        TechnicalFailure: a variable is too deep, too long a number, or no value at all.
    """
    completed = SnapshotWriter()
    # Creation order: the workflow that holds a sub-process comes before it.
    subs = [_sub_row(workflow, task_id, sub, completed) for task_id, sub in workflow.subprocesses.items()]
    state = {"v": VERSION, "tree": _tree(workflow, completed), "subs": subs}
    if completed.snapshots:
        state["snapshots"] = completed.snapshots
    try:
        return json.dumps(state, default=to_json, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        message = _("The variables of this process cannot be saved: %(reason)s", reason=error)
        raise TechnicalFailure(message, cause=error) from error


def _sub_row(workflow: ProcessWorkflow, task_id: Any, sub: Any, completed: SnapshotWriter) -> list[Any]:
    parent = workflow.get_task_from_id(task_id)
    handles = sub.spec is not sub.definition.process.spec and getattr(parent.task_spec, "spec", None) != sub.spec.name
    is_elsewhere = sub.definition is not parent.workflow.definition or sub.spec is sub.definition.process.spec
    definition = (sub.definition.key, sub.definition.version) if is_elsewhere else (None, None)
    row = [str(task_id), *definition, _tree(sub, completed)]
    return [*row, sub.spec.name] if handles else row


def redacted(state: str, redact: Callable[[Any], Any]) -> str:
    """A saved state with other values in its variables.

    Parameters:
        redact: given a JSON value, gives what is to stand in its place.
    """
    content = json.loads(state)
    content["snapshots"] = redact(content.get("snapshots", []))
    for tree in (content["tree"], *(sub[3] for sub in content["subs"])):
        tree["data"] = redact(tree["data"])
        for task in tree["tasks"]:
            task[-1] = redact(task[-1])
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def load(state: str, definition: Any, definition_by_version: Any) -> ProcessWorkflow:
    """Read the state of a process.

    Parameters:
        state: what `dump` gave.
        definition: the deployed definition that it runs.
        definition_by_version: gives the definition of a called process by key and version.

    Raises:
        UnreadableState: another format, or an element that the definition does not have.
    """
    with readable():
        return _load(state, definition, definition_by_version)


@contextmanager
def readable() -> Iterator[None]:
    """Whatever goes wrong inside is the fault of a saved state (`UnreadableState`)."""
    try:
        yield
    except _DAMAGE as error:
        raise UnreadableState(f"{type(error).__name__}: {error}", error) from error


def _load(state: str, definition: Any, definition_by_version: Any) -> ProcessWorkflow:
    content = json.loads(state, object_hook=from_json)
    if content.get("v") != VERSION:
        raise UnreadableState(_("it has the format %(format)s", format=content.get("v")))
    completed = SnapshotReader(content.get("snapshots", []), definition_by_version)
    workflow = ProcessWorkflow(definition, deserializing=True)
    _fill(workflow, content["tree"], completed)
    for task_id, called_key, called_version, tree, *handler_spec in content["subs"]:
        parent = _parent_task(workflow, task_id)
        owner = parent.workflow.definition
        if called_key is not None:
            owner = definition_by_version(called_key, called_version)
        if handler_spec:
            spec = owner.process.subprocess_specs[handler_spec[0]]
        else:
            spec = owner.process.subprocess_specs[parent.task_spec.spec] if called_key is None else owner.process.spec
        sub = SubWorkflow(spec, task_id, workflow, owner, deserializing=True)
        _fill(sub, tree, completed)
        workflow.subprocesses[task_id] = sub
        sub.completed_event.connect(parent.task_spec._on_subworkflow_completed, parent)
    return workflow


def _parent_task(workflow: ProcessWorkflow, task_id: str) -> ScopedTask:
    for candidate in (workflow, *workflow.subprocesses.values()):
        if task_id in candidate.tasks:
            task: ScopedTask = candidate.tasks[task_id]
            return task
    raise UnreadableState(_("there is no task %(task)s", task=task_id))


def _tree(workflow: Any, completed: SnapshotWriter) -> dict[str, Any]:
    tasks = workflow.tasks
    rows: list[list[Any]] = []
    index: dict[Any, int] = {}
    pending = [workflow.task_tree]
    while pending:
        task = pending.pop()
        index[task.id] = len(rows)
        parent = tasks.get(task._parent)
        rows.append(
            [
                str(task.id) if isinstance(task.id, UUID) else task.id,
                -1 if parent is None else index[parent.id],
                task._state,
                task.task_spec.name,
                round(task.last_state_change, 3),
                1 if task.triggered else 0,
                task.internal_data or 0,
                task.own_variables or None,
            ]
        )
        pending.extend(tasks[child] for child in reversed(task._children))
    tree = {"tasks": rows, "data": workflow.data, "done": workflow.completed}
    for name, activities in (
        ("completed", workflow.completed_activities),
        ("enclosing", workflow.enclosing_activities),
    ):
        if activities or (name == "enclosing" and activities is not None):
            tree[name] = completed.rows(activities, workflow.definition)
    return tree


def _fill(workflow: Any, tree: dict[str, Any], completed: SnapshotReader) -> None:
    specs = workflow.spec.task_specs
    workflow.data.update(tree["data"])
    tasks: list[ScopedTask] = []
    for task_id, parent_index, state, spec_name, changed_at, triggered, internal_data, variables in tree["tasks"]:
        spec = specs.get(spec_name)
        if spec is None:
            raise UnreadableState(_('the diagram has no element "%(element)s"', element=spec_name))
        if state not in _STATES or not isinstance(task_id, str) or not isinstance(variables, list | dict | None):
            raise UnreadableState(_("there is no sense in the task %(task)s", task=task_id))
        parent = tasks[parent_index] if parent_index >= 0 else None
        task = ScopedTask(workflow, spec, parent, state=state, id=task_id)
        task.last_state_change = changed_at
        task.triggered = bool(triggered)
        task.internal_data = dict(internal_data or {})
        if isinstance(variables, list):
            for own in variables:
                task.open_scope(own)
        elif variables and not tree["done"]:
            _gather_variables(task, parent, variables)
        tasks.append(task)
    workflow.task_tree = tasks[0]
    workflow.completed = tree["done"]
    workflow.completed_activities = completed.activities(tree.get("completed", []), workflow.definition)
    if "enclosing" in tree:
        workflow.enclosing_activities = completed.activities(tree["enclosing"], workflow.definition)


def _gather_variables(task: ScopedTask, parent: ScopedTask | None, variables: dict[str, Any]) -> None:
    if parent is not None and isinstance(parent.task_spec, MultiInstanceTask):
        names = parent.task_spec.local_names() & variables.keys()
        task.open_scope({name: variables[name] for name in names})
        variables = {name: value for name, value in variables.items() if name not in names}
    task.data.update(variables)
