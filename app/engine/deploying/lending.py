"""User tasks lend: whoever is asked sees and changes what the form shows, whatever the lifecycle file gives them."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.engine.deploying.deployment_set import FORM, LIFECYCLE, PROCESS, DeploymentSet
from app.engine.deploying.read_files import ReadFiles
from app.engine.deploying.record_types_of import record_types
from app.engine.ground.elements import UserTaskElement
from app.engine.ground.expressions import Expression
from app.engine.parsing.diagram import Diagram, Node
from app.engine.problems.findings import Findings
from app.engine.problems.problem import ArtifactUnreadable, Problem


@dataclass(frozen=True)
class _Lent:
    """What one user task gives.

    Attributes:
        people: whom it asks, as the diagram names them.
        writers: those of them who change such records without it.
        shown, written: fields of the record that its form shows, and that it takes.
    """

    node: Node
    file_name: str
    form_key: str | None
    people: frozenset[str]
    writers: frozenset[str]
    shown: frozenset[str]
    written: frozenset[str]


def lent_anew(together: ReadFiles) -> list[Problem]:
    """What user tasks give with the files of a deployment that they did not give before.

    Whoever changes such records in any case is given nothing by a new task; a task that there was decides whom it
    asks, so that others are always a change of rights.
    """
    before = dict(_lent(ReadFiles([])))
    problems: list[Problem] = []
    for key, task in _lent(together):
        former = before.get(key)
        asked = task.people - (former.people if former else task.writers)
        gained = (task.shown - former.shown) | (task.written - former.written) if former else frozenset()
        findings = Findings(_file_of(task, together))
        fields = ", ".join(sorted(task.shown)) or "—"
        if asked:
            findings.add("task-asks-others", task.node.place, people=", ".join(sorted(asked)), fields=fields)
        elif gained and task.people - task.writers:
            people = ", ".join(sorted(task.people - task.writers))
            findings.add("task-lends-fields", task.node.place, people=people, fields=", ".join(sorted(gained)))
        problems += findings.problems
    return problems


def _lent(files: ReadFiles) -> Iterator[tuple[tuple[str, str, str], _Lent]]:
    for diagram in _diagrams(files):
        for process in diagram.executable_processes:
            for record_type in record_types(process, files):
                for node in process.all_nodes():
                    if isinstance(node.element, UserTaskElement):
                        task = _task(node, node.element, diagram.file_name, record_type, files)
                        yield (process.key, node.id, record_type), task


def _diagrams(files: ReadFiles) -> Iterator[Diagram]:
    for key in sorted(files.keys(PROCESS)):
        try:
            diagram: Diagram | None = files.parsed(PROCESS, key)
        except ArtifactUnreadable:
            continue  # written by an older version of ours; it is not in force either
        if diagram is not None:
            yield diagram


def _task(node: Node, element: UserTaskElement, file_name: str, record_type: str, files: DeploymentSet) -> _Lent:
    writing = files.names(LIFECYCLE, record_type, "writers") or ()
    people = {*element.candidate_groups, *element.candidate_users}
    if isinstance(element.assignee, Expression):
        runs = element.multi_instance.collection if element.multi_instance else None
        people.add(f"={element.assignee.source}" + (f" ({runs.source})" if runs else ""))
    elif element.assignee is not None:
        people.add(element.assignee.source)
    return _Lent(
        node,
        file_name,
        element.form_key,
        frozenset(people),
        frozenset(element.candidate_groups).intersection(writing),
        *(_in_form(element, f"{record_type}.{what}", files) for what in ("shown", "written")),
    )


def _in_form(element: UserTaskElement, what: str, files: DeploymentSet) -> frozenset[str]:
    return frozenset((files.names(FORM, element.form_key, what) if element.form_key else None) or ())


def _file_of(task: _Lent, together: ReadFiles) -> str:
    """The file of the deployment that changes the task: its diagram, else its form."""
    names = {(file.kind.kind, file.key): file.file_name for file in together.files}
    if task.file_name in names.values():
        return task.file_name
    return names.get((FORM, task.form_key or ""), next(iter(names.values()), task.file_name))
