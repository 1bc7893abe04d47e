"""One process instance inside a unit of work: runs its ready tasks and does what its elements ask for."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from SpiffWorkflow.exceptions import WorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from app.engine.deploying import deployment
from app.engine.ground import deadline, elements, store
from app.engine.ground.errors import BpmnError, CommandError, EngineError, Refusal, TechnicalFailure, words_of
from app.engine.ground.expressions import Text
from app.engine.ground.scope import Scope
from app.engine.ground.service_tasks import Execution, service_tasks
from app.engine.ground.values import plain
from app.engine.instance.command_context import CommandContext
from app.engine.instance.compaction import compact
from app.engine.instance.decisions import decide
from app.engine.instance.trail import RUN, Trail, element_before, role_of
from app.engine.instance.workflow import ProcessWorkflow
from app.engine.specs.catching import catch, find_catcher
from app.engine.specs.events import ErrorEventDefinition, EscalationEventDefinition
from app.engine.time import schedules
from app.engine.time.spacing import check_spacing
from app.feel import FeelError, FeelTimeError
from app.i18n import lazily, localized
from app.i18n import lazy_gettext as _

_NO_RECORD: Mapping[str, Any] = {}


class Runtime:
    """A process instance that a command works on.

    Attributes:
        unit: the unit of work.
        id: number of the instance.
        workflow: its task tree.
        definition: what it runs.
        record_type, record_id: its record, or None.
        path: the way travelled in this unit, `(element id | None, flow id | None)`, in order.
        trail: what else the history keeps of that way.
        waiting_ids: tasks that waited when the instance was last read or written.
        touched: something was done to it, so that it has to be run and written.
        compact_every: engine steps between two compactions inside a command: searching the tree costs what the tree
            has grown to, and the library recurses along chains.
    """

    compact_every = 40

    def __init__(
        self, unit: CommandContext, row: Mapping[str, Any], definition: Any, workflow: ProcessWorkflow
    ) -> None:
        self.unit = unit
        self.row = dict(row)
        self.definition = definition
        self.workflow = workflow
        self.path: list[tuple[str | None, str | None]] = []
        self.trail = Trail()
        self.touched = False
        self.waiting_ids: set[str] = set()
        self._since_compaction = 0
        workflow.runtime = self

    @property
    def id(self) -> int:
        """Given by the database when it is first asked for."""
        if self.row["id"] is None:
            self.unit.insert_instance(self)
        return int(self.row["id"])

    @property
    def record_type(self) -> str | None:
        record_type: str | None = self.row["record_type"]
        return record_type

    @property
    def record_id(self) -> int | None:
        record_id: int | None = self.row["record_id"]
        return record_id

    @property
    def record(self) -> Mapping[str, Any]:
        """The record as FEEL sees it."""
        if self.record_type is None or self.record_id is None:
            return _NO_RECORD
        view: Mapping[str, Any] = self.unit.view(self.record_type, self.record_id)
        return view

    # Running

    def run(self) -> None:
        """Run every task that the engine can do by itself, until only people, timers and events are waited for.

        Raises:
            Refusal: a BPMN error that nothing catches.
            TechnicalFailure: an element could not be carried out.
            StepLimitExceeded: no end in sight.
        """
        progressed = True
        while progressed:
            progressed = False
            for workflow in self.workflow.workflows():
                progressed = self._run_ready(workflow) or progressed
                if workflow is not self.workflow and workflow.parent_task_id is not None:
                    parent = self.workflow.find(workflow.parent_task_id)
                    if parent is not None and parent._state == TaskState.STARTED:
                        parent.task_spec._update(parent)

    def _run_ready(self, workflow: Any) -> bool:
        ready = [
            task
            for task in list(workflow.tasks.values())
            if task._state == TaskState.READY and not task.task_spec.manual
        ]
        ran = False
        for task in ready:
            if task._state == TaskState.READY and task.id in workflow.tasks:
                self.run_task(task)
                ran = True
                if self._since_compaction >= self.compact_every:
                    self._since_compaction = 0
                    compact(self.workflow)
        return ran

    def run_task(self, task: Task) -> None:
        """Run one ready task."""
        element = task.task_spec.element
        self.unit.count_step(element)
        self._since_compaction += 1
        if element is not None:
            self.travelled(task)
        try:
            task.run()
        except (EngineError, SQLAlchemyError):
            raise
        except WorkflowException as error:
            raise self._no_way_on(task, error) from error
        except Exception as error:
            raise self.failure(task, error) from error

    def travelled(self, task: Task) -> None:
        """Remember an element that was passed, and the flow by which it was reached."""
        spec = task.task_spec
        hidden = spec.element is None or not spec.element.drawn or not getattr(spec, "is_travelled", True)
        if hidden or role_of(task) == RUN:
            return
        self.trail.passed(task, len(self.path), self.definition)
        self.path.append((spec.element.id, None if str(task.id) in self.waiting_ids else self._flow_to(task)))

    def arrived(self, task: Task) -> None:
        """Remember the flow to an element that waits now."""
        flow = None if role_of(task) == RUN else self._flow_to(task)
        if flow is not None:
            self.path.append((None, flow))

    def _flow_to(self, task: Task) -> str | None:
        source = element_before(task)
        flow_ids = getattr(task.workflow.spec, "flow_ids", {})
        return None if source is None else flow_ids.get((source.task_spec.element.id, task.task_spec.element.id))

    def _no_way_on(self, task: Task, error: WorkflowException) -> CommandError:
        element = task.task_spec.element
        if "onditions satisfied" in str(error) and element is not None:
            message = _('No way leads on from "%(name)s": no condition is true.', name=localized(element.name))
            return TechnicalFailure(message, element.id, localized(element.name), error)
        return self.failure(task, error)

    @contextmanager
    def faults_of(self, task: Task) -> Iterator[None]:
        """Errors inside are faults of this element, whichever element was running when it was reached."""
        try:
            yield
        except (EngineError, SQLAlchemyError):
            raise
        except Exception as error:
            raise self.failure(task, error) from error

    def failure(self, task: Task, error: BaseException) -> CommandError:
        """A fault of an element, in words."""
        element = task.task_spec.element
        if isinstance(error, FeelTimeError):
            return self.unit.out_of_time(element)
        name = task.task_spec.name if element is None else localized(element.name)
        reason = lazily(error) if isinstance(error, FeelError) else words_of(error)
        message = _('"%(name)s" could not be carried out: %(reason)s', name=name, reason=reason)
        return TechnicalFailure(message, None if element is None else element.id, name, error)

    # What the specs ask for

    def scope(self, task: Task, extra: Mapping[str, Any] | None = None) -> Scope:
        """What expressions at this task may read."""
        return Scope(self, task.data, extra)

    def value(self, task: Task, expression: Any, extra: Mapping[str, Any] | None = None) -> Any:
        """The FEEL value of an expression at a task."""
        try:
            return expression.evaluate(Scope(self, task.data, extra))
        except FeelError as error:
            raise self.failure(task, error) from error

    def plain_value(self, task: Task, expression: Any) -> Any:
        """The same, as a process variable keeps it."""
        return plain(self.value(task, expression))

    def schedule(self, task: Task, timer: elements.TimerEvent) -> Any:
        """When a timer that begins to wait now is due."""
        with self.faults_of(task):
            schedule = schedules.schedule(timer, self.scope(task), self.unit.now, self.unit.zone)
            if schedule is not None and not isinstance(
                timer.value, Text
            ):  # plain text was looked at when it was deployed
                check_spacing(schedule, self.unit.timer_interval)
            return schedule

    def moment(self, task: Task, value: Any) -> datetime | None:
        """A due date: from a date, a date and time, or a duration."""
        if value is None:
            return None
        with self.faults_of(task):
            return schedules.moment(self.value(task, value), self.unit.now, self.unit.zone)

    def inputs(self, task: Task) -> dict[str, Any]:
        """The input parameters of an element. Records stay records, so that a service task may read on from them."""
        return {parameter.name: self.value(task, parameter.value) for parameter in task.task_spec.element.inputs}

    def open_own(self, task: Task, given: Mapping[str, Any] | None = None) -> None:
        """The input parameters of an element (`given`: when they are known) become variables of its own, once."""
        if task.task_spec.element.inputs and not task.has_own:
            values = self.inputs(task) if given is None else given
            task.open_own({name: plain(value) for name, value in values.items()})

    def take_outputs(self, task: Task, result: Mapping[str, Any], value: Any = None) -> None:
        """Set the process variables that the output parameters name, from `result`.

        Parameters:
            value: what they read as `result` when it is not the mapping.
        """
        element = task.task_spec.element
        if element is None or not element.outputs:
            return
        extra = {**result, "result": result or value}
        values = {parameter.name: plain(self.value(task, parameter.value, extra)) for parameter in element.outputs}
        task.around.update(values)

    def mapped(
        self, task: Task, parameters: Iterable[elements.Parameter], variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What a mapping of a call gives, read from these variables."""
        scope = Scope(self, variables)
        with self.faults_of(task):
            return {parameter.name: plain(parameter.value.evaluate(scope)) for parameter in parameters}

    def loop_items(self, task: Task) -> list[Any]:
        """What a multi-instance activity runs for: the items, or the numbers from 0."""
        settings = task.task_spec.element.multi_instance
        if settings.collection is not None:
            items = self.plain_value(task, settings.collection)
            if items is None:
                reason = _('there is no list "%(source)s"', source=settings.collection.source)
                raise self.failure(task, ValueError(str(reason)))
            items = items if isinstance(items, list) else [items]
            self.unit.check_runs(len(items), task.task_spec.element)
            return items
        count = self.plain_value(task, settings.cardinality)
        if not isinstance(count, int) or isinstance(count, bool) or count < 0:
            raise self.failure(task, ValueError(str(_("the number of runs is %(value)s", value=count))))
        self.unit.check_runs(count, task.task_spec.element)
        return list(range(count))

    def called_definition(self, task: Task) -> Any:
        """The process that a call activity calls now.

        Raises:
            NotFound: it is not deployed.
            TechnicalFailure: it is about records of another type.
        """
        element, caller = task.task_spec.element, task.workflow.definition
        found = deployment.bound_definition(element.called_key, element.binding, element.version, caller.deployment_id)
        if not found.runs_on(self.record_type):
            reason = _(
                'the process "%(key)s" runs only on records of the type "%(type)s"',
                key=found.key,
                type=found.record_type,
            )
            raise self.failure(task, ValueError(str(reason)))
        return found

    def call_service(self, task: Task) -> bool:
        """Call the function of a service task's topic."""
        element = task.task_spec.element
        service = service_tasks.get(element.topic)
        if service is None:
            raise ValueError(str(_('nothing is registered for the topic "%(topic)s"', topic=element.topic)))
        execution = Execution(
            runtime=self,
            element_id=element.id,
            element_name=element.name,
            record_type=self.record_type,
            record_id=self.record_id,
            record=self.record,
            variables=task.data,
            task_id=str(task.id),
        )
        previous, self.unit.execution = self.unit.execution, execution
        try:
            given = self.inputs(task)
            inputs = service.load_inputs(given)
            with deadline.until(self.unit.deadline):
                result = service.function(self.unit, execution, inputs)
        except deadline.Interrupted as error:
            raise self.failure(task, TimeoutError(str(_("it goes on for too long")))) from error
        except BpmnError as error:
            return self._throw(task, task, error.code, error.message, error.missing, {})
        except TechnicalFailure as failure:
            if failure.element_id is None:
                raise TechnicalFailure(failure.message, element.id, localized(element.name), failure.cause) from failure
            raise
        except EngineError:
            raise
        except Exception as error:
            if isinstance(error, OperationalError) and store.is_collision(error):
                raise
            raise self.failure(task, error) from error
        finally:
            self.unit.execution = previous
        self.open_own(task, given)
        self.take_outputs(task, result or {})
        return True

    def run_script(self, task: Task) -> bool:
        """Evaluate a script task."""
        element = task.task_spec.element
        self.open_own(task)
        value = self.plain_value(task, element.script)
        if element.result_variable:
            task.around[element.result_variable] = value
        self.take_outputs(task, {element.result_variable or "result": value})
        return True

    def decide(self, task: Task) -> bool:
        """Take a decision."""
        element = task.task_spec.element
        given = self.inputs(task)
        scope = self.scope(task, given)
        result = plain(decide(element, scope, task.workflow.definition.deployment_id))
        self.open_own(task, given)
        if element.result_variable:
            task.around[element.result_variable] = result
            self.take_outputs(task, {element.result_variable: result})
        else:
            self.take_outputs(task, {}, result)
        return True

    def send_message(self, task: Task, name: str) -> None:
        """A message event or send task was passed."""
        payload = {key: plain(value) for key, value in self.inputs(task).items()}
        self.unit.queue_message(self.record_type, self.record_id, name, payload, element=task.task_spec.element)

    def broadcast_signal(self, task: Task, name: str) -> None:
        """A signal event was passed."""
        payload = {key: plain(value) for key, value in self.inputs(task).items()}
        self.unit.queue_signal(name, self.record_type, self.record_id, payload, everywhere=True)

    def throw_error(self, task: Task, error: elements.ErrorEvent) -> None:
        """An error end event was reached.

        Raises:
            Refusal: nothing catches it.
        """
        self._throw(task, None, error.code, error.message, error.missing, error.name)

    def throw_escalation(self, task: Task, escalation: elements.EscalationEvent) -> None:
        """An escalation event was passed. One that nothing catches goes by (BPMN 2.0.2, 10.5.7)."""
        catcher = find_catcher(task.workflow, None, EscalationEventDefinition, escalation.code)
        if catcher is not None:
            catch(catcher, task.workflow, {"escalationCode": escalation.code})

    def _throw(
        self,
        task: Task,
        origin: Task | None,
        code: str | None,
        message: Mapping[str, str],
        missing: Any,
        name: Mapping[str, str],
    ) -> bool:
        catcher = find_catcher(task.workflow, origin, ErrorEventDefinition, code)
        if catcher is None:
            element = task.task_spec.element
            words = message if any(message.values()) else name if any(name.values()) else element.name
            raise Refusal(code or "", words, tuple(missing), element.id, localized(element.name))
        catch(catcher, task.workflow, {"errorCode": code, "errorMessage": localized(message, "ru")})
        return False
