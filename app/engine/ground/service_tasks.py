"""What diagrams may call: functions registered under a topic, each with a schema of its inputs; what they are told."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from marshmallow import RAISE, Schema, ValidationError

from app.engine.ground.errors import TechnicalFailure
from app.engine.ground.values import plain
from app.feel import to_python
from app.i18n import Words
from app.i18n import lazy_gettext as _

Function = Callable[[Any, "Execution", dict[str, Any]], Mapping[str, Any] | None]
Registered = TypeVar("Registered", bound=Function)


class NoInputs(Schema):
    """Of a service task that takes none."""


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


@dataclass(frozen=True)
class ServiceTask:
    """A registered function.

    Attributes:
        topic: how diagrams name it, `<namespace>.<verb>`.
        name, description: lazy words.
        inputs: schema of the inputs. A field's `metadata` may carry `label` and `description` (lazy words),
            and `names`: `statuses`, `roles`, `fields`, `forms`, `decisions` or `processes`, of which a plain text must
            be one.
        outputs: schema of what it returns, or None when it returns nothing.
        function: called with the unit of work, the execution and the loaded inputs.
    """

    topic: str
    name: Words
    description: Words
    inputs: Schema
    outputs: Schema | None
    function: Function

    def load_inputs(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Check and convert evaluated inputs.

        Raises:
            TechnicalFailure: an input is missing, unknown or of another type.
        """
        try:
            loaded: dict[str, Any] = self.inputs.load(to_python(dict(raw)), unknown=RAISE)
            return loaded
        except ValidationError as error:
            reason = "; ".join(describe_validation_error(error.messages))
            message = _('The action "%(topic)s" cannot use its inputs: %(reason)s', topic=self.topic, reason=reason)
            raise TechnicalFailure(message, cause=error) from error


class ServiceTasks:
    """All registered service tasks, by topic."""

    def __init__(self) -> None:
        self._by_topic: dict[str, ServiceTask] = {}

    def register(self, task: ServiceTask) -> None:
        if task.topic in self._by_topic:
            raise ValueError(f"the topic {task.topic!r} is already registered")
        self._by_topic[task.topic] = task

    def unregister(self, topic: str) -> None:
        del self._by_topic[topic]

    def get(self, topic: str) -> ServiceTask | None:
        return self._by_topic.get(topic)

    def is_external(self, topic: str) -> bool:
        """Whether a topic is left to external workers: no function has it, and it is not in a namespace of ours."""
        return topic not in self._by_topic and topic.partition(".")[0] not in self.namespaces()

    def namespaces(self) -> frozenset[str]:
        """What stands before the dot of the registered topics."""
        return frozenset(topic.partition(".")[0] for topic in self._by_topic if "." in topic)

    def topics(self) -> list[str]:
        return sorted(self._by_topic)

    def __iter__(self) -> Iterator[ServiceTask]:
        return iter([self._by_topic[topic] for topic in self.topics()])

    def __contains__(self, topic: object) -> bool:
        return topic in self._by_topic


service_tasks = ServiceTasks()


def service_task(
    topic: str,
    *,
    name: Words,
    description: Words = "",
    inputs: type[Schema] = NoInputs,
    outputs: type[Schema] | None = None,
) -> Callable[[Registered], Registered]:
    """Register a function that diagrams may call: `(UnitOfWork, Execution, inputs) -> dict | None`.

    The function runs inside the command's transaction. It may raise `BpmnError` (the diagram can catch it) and
    `Refusal`; any other error is a technical failure.
    """

    def register(function: Registered) -> Registered:
        service_tasks.register(
            ServiceTask(topic, name, description, inputs(), outputs() if outputs else None, function)
        )
        return function

    return register


def describe_validation_error(messages: Any, path: str = "") -> list[str]:
    """marshmallow's messages as lines `field: words`."""
    if isinstance(messages, Mapping):
        return [
            line
            for name, inner in messages.items()
            for line in describe_validation_error(inner, f"{path}.{name}" if path else str(name))
        ]
    if isinstance(messages, list):
        return [line for inner in messages for line in describe_validation_error(inner, path)]
    return [f"{path}: {messages}" if path else str(messages)]
