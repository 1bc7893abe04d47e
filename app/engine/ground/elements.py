"""What a diagram says about each of its elements: all settings, read and compiled once per definition version."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.engine.ground.expressions import Expression, Value

Words = Mapping[str, str]


@dataclass(frozen=True)
class Parameter:
    """One input or output parameter of `camunda:inputOutput`, or one of `camunda:in` and `camunda:out`.

    Attributes:
        name: the name it is given.
        value: what it is filled with.
        line, column: place in the file.
    """

    name: str
    value: Value
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class MultiInstance:
    """An activity that runs once for each item.

    Attributes:
        sequential: one after the other, else all at once.
        collection: gives the list, or None.
        cardinality: gives the number of runs, or None. One of the two is there.
        item_name: the variable that holds the item of a run, or None.
        completion_condition: ends the rest when true after a run, or None.
        output_collection, output_element: variable that collects, and value that each run gives; or None.
    """

    sequential: bool
    collection: Expression | None = None
    cardinality: Expression | None = None
    item_name: str | None = None
    completion_condition: Expression | None = None
    output_collection: str | None = None
    output_element: Expression | None = None


@dataclass(frozen=True)
class JobSettings:
    """Where the transaction of a command ends at an element, and how what the clock does there is tried again.

    Attributes:
        before, after: the process goes on in a job of its own before, or after, the element.
        before_each: the same before each run of a multi-instance activity.
        priority: gives a whole number, or None for 0.
        retry: gives a retry time cycle (`app.engine.time.retries`), or None for the usual one.
    """

    before: bool = False
    after: bool = False
    before_each: bool = False
    priority: Value | None = None
    retry: Value | None = None


NO_JOB = JobSettings()


@dataclass(frozen=True)
class Element:
    """An element of a diagram.

    Attributes:
        id, tag: the id, and the BPMN word (`userTask`, `exclusiveGateway`, …).
        name: in both languages; falls back to the id.
        documentation: in both languages, or None.
        line, column: place in the file, from 1.
        properties: `camunda:properties`.
        lane: name of the lane it is drawn in, or None.
        inputs, outputs: parameters.
        multi_instance: how often it runs, or None for once.
        drawn: false for what the diagram leaves out and the engine puts in.
        job: where the transaction ends, and how it is tried again.
    """

    id: str
    tag: str
    name: Words
    documentation: Words | None = None
    line: int = 0
    column: int = 0
    properties: Mapping[str, str] = field(default_factory=dict)
    lane: str | None = None
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()
    multi_instance: MultiInstance | None = None
    drawn: bool = True
    job: JobSettings = NO_JOB


@dataclass(frozen=True)
class Outcome:
    """A way to complete a user task: its id, its label in both languages, its style (`primary|danger|secondary`)."""

    id: str
    label: Words
    style: str = "secondary"


@dataclass(frozen=True)
class UserTaskElement(Element):
    """A question to a person.

    Attributes:
        candidate_groups: role names of the lifecycle file (or group ids).
        candidate_users: logins.
        assignee: gives a person, or None.
        form_key, form_binding, form_version: the form; binding `deployment|latest|version`.
        due, follow_up, priority: give a moment, a moment, a number from 0 to 100; or None.
        outcomes: the buttons.
    """

    candidate_groups: tuple[str, ...] = ()
    candidate_users: tuple[str, ...] = ()
    assignee: Value | None = None
    form_key: str | None = None
    form_binding: str = "latest"
    form_version: int | None = None
    due: Value | None = None
    follow_up: Value | None = None
    priority: Value | None = None
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True)
class ServiceTaskElement(Element):
    """A call of a registered function, or work for an external worker, by topic.

    Attributes:
        topic: which.
        priority: gives the number by which workers fetch, the highest first; or None for 0.
    """

    topic: str = ""
    priority: Value | None = None


@dataclass(frozen=True)
class ScriptTaskElement(Element):
    """A FEEL expression whose value goes into a variable."""

    script: Expression | None = None
    result_variable: str | None = None


@dataclass(frozen=True)
class BusinessRuleTaskElement(Element):
    """A decision table.

    Attributes:
        decision_key, decision_binding, decision_version: the decision.
        result_variable: where the result goes, or None.
        map_result: `singleEntry|singleResult|collectEntries|resultList`.
    """

    decision_key: str = ""
    decision_binding: str = "latest"
    decision_version: int | None = None
    result_variable: str | None = None
    map_result: str = "resultList"


@dataclass(frozen=True)
class CallActivityElement(Element):
    """A call of another process, which sees and gives back what is mapped and nothing else.

    Attributes:
        called_key, binding, version: the process; binding `deployment|latest|version`.
        passed_in, passed_out: `camunda:in` and `camunda:out`.
        pass_all_in, pass_all_out: all variables go over (`variables="all"`).
    """

    called_key: str = ""
    binding: str = "latest"
    version: int | None = None
    passed_in: tuple[Parameter, ...] = ()
    passed_out: tuple[Parameter, ...] = ()
    pass_all_in: bool = False
    pass_all_out: bool = False


@dataclass(frozen=True)
class MessageEvent:
    """A message. `inputs` are in the element: they are the payload when it is sent."""

    name: str


@dataclass(frozen=True)
class SignalEvent:
    """A signal."""

    name: str


@dataclass(frozen=True)
class ErrorEvent:
    """A BPMN error: its code (None: any), name and message in both languages, fields that are missing.

    Attributes:
        code_variable, message_variable: variables that a catching event puts the code and the message into, or None.
    """

    code: str | None
    name: Words
    message: Words
    missing: tuple[str, ...] = ()
    code_variable: str | None = None
    message_variable: str | None = None


@dataclass(frozen=True)
class EscalationEvent:
    """An escalation: its code (None: any) and name; the variable that a catching event puts the code into, or None."""

    code: str | None
    name: str
    code_variable: str | None = None


@dataclass(frozen=True)
class ConditionalEvent:
    """A condition over the record and the variables, looked at when a field that it reads has changed."""

    expression: Expression


@dataclass(frozen=True)
class CompensationEvent:
    """Undoes what is done (BPMN 2.0.2, 10.7): one activity, or with None all that are done in the scope.

    Attributes:
        activity_id: the activity to undo, or None.
        waits: goes on when everything is undone, else at once.
    """

    activity_id: str | None = None
    waits: bool = True


@dataclass(frozen=True)
class CancelEvent:
    """Cancels a transaction."""


@dataclass(frozen=True)
class TerminateEvent:
    """Ends the process and everything in it."""


@dataclass(frozen=True)
class TimerEvent:
    """A timer: `kind` is `date`, `duration` or `cycle`; `value` gives it (see `app.engine.time.schedules`)."""

    kind: str
    value: Value


EventSetting = (
    MessageEvent
    | SignalEvent
    | ErrorEvent
    | EscalationEvent
    | ConditionalEvent
    | CompensationEvent
    | CancelEvent
    | TerminateEvent
    | TimerEvent
)


@dataclass(frozen=True)
class EventElement(Element):
    """An event, a send task or a receive task.

    Attributes:
        event: what happens; None for a plain start or end.
        throwing: it makes the event happen, else waits for it.
        interrupting: a boundary event that ends its activity, or the start of an event sub-process that ends its scope.
        attached_to: the activity of a boundary event, or None.
    """

    event: EventSetting | None = None
    throwing: bool = False
    interrupting: bool = True
    attached_to: str | None = None
