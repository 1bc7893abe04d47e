"""What the doors of the dialect are asked with: the schemas read the bodies and describe them in OpenAPI."""

from marshmallow import Schema, fields

from app.api.bodies import PersonName, RequestBody, RequestSchema
from app.api.engine_rest.bodies import (
    Absent,
    Flag,
    Ignored,
    Objects,
    Text,
    Texts,
    Variables,
    Whole,
    is_missing,
    no_local_variables,
    no_tenants,
)
from app.api.engine_rest.long_polling import MOST_MILLISECONDS
from app.i18n import gettext as _

MOST_TOPICS, MOST_RETRIES = 50, 1000
LONGEST_NAME, LONGEST_DETAILS = 255, 100_000


def _is_unknown(place: str) -> str:
    return _("%(name)s is not known here.", name=place)


def _every_listener(place: str) -> str:
    return _("executionId is not known here: a signal reaches everybody who waits for it.")


def _at_the_start(place: str) -> str:
    return _("startInstructions are not known here: a process starts at its start event.")


def _no_cases(place: str) -> str:
    return _("caseInstanceId is not known here: there are no cases.")


def _no_filter_of_topics(place: str) -> str:
    return _("The filter %(name)s of a topic is not known here.", name=place)


class DeploymentRequest(Schema):
    """Files to publish, any number of them under any names; an unchanged file makes no new version."""

    name = fields.String(data_key="deployment-name")
    confirm = fields.List(fields.String())
    data = fields.Raw(metadata={"type": "string", "format": "binary"})


class MessageRequest(RequestBody):
    """A message, and which of those that wait for it are meant."""

    messageName = Text(LONGEST_NAME, required=True)
    businessKey = Text()
    processInstanceId = Text()
    correlationKeys = Variables()
    processVariables = Variables()
    all = Flag()
    resultEnabled = Flag()
    variablesInResultEnabled = Flag()
    localCorrelationKeys = Absent(no_local_variables)
    processVariablesLocal = Absent(no_local_variables)
    processVariablesToTriggeredScope = Absent(no_local_variables)
    tenantId = Absent(no_tenants)
    withoutTenantId = Ignored()


class SignalRequest(RequestBody):
    """A signal to everybody who listens."""

    name = Text(LONGEST_NAME, required=True)
    variables = Variables()
    executionId = Absent(_every_listener)
    tenantId = Absent(no_tenants)
    withoutTenantId = Ignored()


class StartRequest(RequestBody):
    """What a process is about, and its first variables."""

    variables = Variables()
    businessKey = Text()
    withVariablesInReturn = Flag()
    startInstructions = Absent(_at_the_start)
    caseInstanceId = Absent(_no_cases)
    skipCustomListeners = Ignored()
    skipIoMappings = Absent(_is_unknown)


class ClaimRequest(RequestBody):
    """Who takes a task: the caller."""

    userId = fields.Raw(load_default=None, metadata={"type": "string"})


class AssigneeRequest(RequestBody):
    """To whom a task is given."""

    userId = PersonName(required=True)

    def words(self, wrong: object) -> str:
        return _("%(name)s is the id or the login of a person.", name="userId")


class CompleteTaskRequest(RequestBody):
    """How a task is answered; the outcome is the variable `outcome`."""

    variables = Variables()
    withVariablesInReturn = Absent(_is_unknown)


class SuspendedRequest(RequestBody):
    """Whether a process is to stand still."""

    suspended = Flag(required=True)


class VariableRequest(RequestBody):
    """The new value of a variable; without a type it is the value as JSON has it."""

    value = fields.Raw(required=True, allow_none=True, error_messages={"required": is_missing})  # type: ignore[dict-item]
    type = Text(LONGEST_NAME)
    valueInfo = Ignored()


class ModificationsRequest(RequestBody):
    """Variables that get a value, and names of those that go."""

    modifications = Variables()
    deletions = Texts()


class JobRetriesRequest(RequestBody):
    """How often a job may be tried again."""

    retries = Whole(0, MOST_RETRIES, required=True)


class RetriesRequest(RequestBody):
    """How often the work may be tried again."""

    retries = Whole(required=True)


class TopicRequest(RequestSchema):
    """A topic of a worker, and which of its tasks the worker wants."""

    topicName = Text(LONGEST_NAME, required=True)
    lockDuration = Whole(1, required=True)
    variables = Texts()
    localVariables = Flag()
    businessKey = Text()
    processDefinitionId = Text()
    processDefinitionIdIn = Texts()
    processDefinitionKey = Text()
    processDefinitionKeyIn = Texts()
    includeExtensionProperties = Flag()
    processDefinitionVersionTag = Absent(_no_filter_of_topics)
    processVariables = Absent(_no_filter_of_topics)
    tenantIdIn = Absent(_no_filter_of_topics)
    withoutTenantId = Ignored()
    deserializeValues = Ignored()


class FetchRequest(RequestBody):
    """How much work a worker wants, and how long it waits for it."""

    workerId = Text(LONGEST_NAME, required=True)
    maxTasks = Whole(1, required=True)
    usePriority = Flag(default=True)
    asyncResponseTimeout = Whole(0, MOST_MILLISECONDS)
    topics = Objects(TopicRequest, MOST_TOPICS)
    sorting = Absent(_is_unknown)


class WorkerRequest(RequestBody):
    """Who asks."""

    workerId = Text(LONGEST_NAME, required=True)


class CompleteWorkRequest(WorkerRequest):
    """What came of the work."""

    variables = Variables()
    localVariables = Variables()


class FailureRequest(CompleteWorkRequest):
    """Why the work failed, and whether and when it is tried again."""

    errorMessage = Text(LONGEST_DETAILS)
    errorDetails = Text(LONGEST_DETAILS)
    retries = Whole()
    retryTimeout = Whole()


class BpmnErrorRequest(WorkerRequest):
    """The BPMN error with which the work ends."""

    errorCode = Text(LONGEST_NAME, required=True)
    errorMessage = Text()
    variables = Variables()


class ExtendRequest(WorkerRequest):
    """For how much longer the worker needs its task."""

    newDuration = Whole(1, required=True)


class LockRequest(WorkerRequest):
    """For how long one task is locked."""

    lockDuration = Whole(1, required=True)
