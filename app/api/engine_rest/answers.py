"""What the doors of the dialect answer: the schemas write the bodies and describe them in OpenAPI.

Members that Camunda has and that say nothing here, such as tenants, are always null.
"""

from functools import partial

from marshmallow import fields

from app.api.bodies import Members

text = partial(fields.String, required=True)
number = partial(fields.Integer, required=True)
flag = partial(fields.Boolean, required=True)
maybe_text = partial(text, allow_none=True)
maybe_number = partial(number, allow_none=True)


def _nothing() -> fields.String:
    return maybe_text(metadata={"description": "always null"})


class EngineAnswer(Members):
    """An engine of this server."""

    name = text()


class VersionAnswer(Members):
    """The release of Camunda whose dialect is spoken."""

    version = text()


class TypedValueAnswer(Members):
    """A variable."""

    type = text()
    value = fields.Raw(required=True, allow_none=True)
    valueInfo = fields.Dict(required=True)


VARIABLES = fields.Dict(keys=fields.String(), values=fields.Nested(TypedValueAnswer))
"""Variables by name: an answer without a member of its own."""


class TaskFormAnswer(Members):
    """The form of a task, and of which version."""

    key = text()
    binding = text()
    version = maybe_number()


class UserTaskAnswer(Members):
    """An open task."""

    id = text()
    name = text()
    assignee = maybe_text()
    created = text()
    due = maybe_text()
    followUp = maybe_text()
    delegationState = _nothing()
    description = maybe_text()
    executionId = text()
    owner = _nothing()
    parentTaskId = _nothing()
    priority = maybe_number()
    processDefinitionId = text()
    processInstanceId = text()
    taskDefinitionKey = text()
    suspended = flag()
    formKey = _nothing()
    camundaFormRef = fields.Nested(TaskFormAnswer, required=True, allow_none=True)
    tenantId = _nothing()


class LinkAnswer(Members):
    """A link; there are none here."""

    href = text()


class InstanceAnswer(Members):
    """A process that runs."""

    links = fields.List(fields.Nested(LinkAnswer), required=True)
    id = text()
    definitionId = text()
    definitionKey = text()
    businessKey = maybe_text()
    caseInstanceId = _nothing()
    ended = flag()
    suspended = flag()
    tenantId = _nothing()


class StartedAnswer(InstanceAnswer):
    """A process that was started; its variables when they were asked for."""

    variables = fields.Dict(keys=fields.String(), values=fields.Nested(TypedValueAnswer))


class ExecutionAnswer(Members):
    """What heard a message."""

    id = text()
    processInstanceId = text()
    ended = flag()
    tenantId = _nothing()


class MessageResultAnswer(Members):
    """A process that heard a message, or one that it started; its variables when they were asked for."""

    resultType = text()
    execution = fields.Nested(ExecutionAnswer, required=True, allow_none=True)
    processInstance = fields.Nested(InstanceAnswer, required=True, allow_none=True)
    variables = fields.Dict(keys=fields.String(), values=fields.Nested(TypedValueAnswer))


class ActivityTreeAnswer(Members):
    """An activity and those inside it."""

    id = text()
    parentActivityInstanceId = maybe_text()
    activityId = text()
    activityName = maybe_text()
    name = maybe_text()
    activityType = text()
    processInstanceId = text()
    processDefinitionId = text()
    childActivityInstances = fields.List(fields.Nested(lambda: ActivityTreeAnswer()), required=True)
    childTransitionInstances = fields.List(fields.String(), required=True)
    executionIds = fields.List(fields.String(), required=True)
    incidentIds = fields.List(fields.String(), required=True)
    incidents = fields.List(fields.String(), required=True)


class ExternalTaskAnswer(Members):
    """Work for an external worker."""

    activityId = text()
    activityInstanceId = text()
    errorMessage = maybe_text()
    executionId = text()
    id = text()
    lockExpirationTime = maybe_text()
    createTime = maybe_text()
    processDefinitionId = text()
    processDefinitionKey = text()
    processDefinitionVersionTag = _nothing()
    processInstanceId = text()
    tenantId = _nothing()
    retries = maybe_number()
    workerId = maybe_text()
    topicName = text()
    priority = number()
    businessKey = maybe_text()
    suspended = flag()


class LockedTaskAnswer(ExternalTaskAnswer):
    """Work that a worker has locked, with what it needs for it."""

    errorDetails = maybe_text()
    variables = fields.Dict(keys=fields.String(), values=fields.Nested(TypedValueAnswer), required=True)
    extensionProperties = fields.Dict(keys=fields.String(), values=fields.String())


class JobAnswer(Members):
    """What the clock will do."""

    id = text()
    jobDefinitionId = _nothing()
    processInstanceId = maybe_text()
    processDefinitionId = text()
    processDefinitionKey = text()
    executionId = maybe_text()
    activityId = text()
    failedActivityId = maybe_text()
    retries = number()
    exceptionMessage = maybe_text()
    dueDate = maybe_text()
    suspended = flag()
    priority = maybe_number()
    tenantId = _nothing()
    createTime = _nothing()


class IncidentAnswer(Members):
    """What failed and waits for a person."""

    id = text()
    processDefinitionId = maybe_text()
    processInstanceId = maybe_text()
    executionId = maybe_text()
    incidentTimestamp = text()
    incidentType = text()
    activityId = maybe_text()
    failedActivityId = maybe_text()
    causeIncidentId = text()
    rootCauseIncidentId = text()
    configuration = maybe_text()
    incidentMessage = text()
    tenantId = _nothing()
    jobDefinitionId = _nothing()
    annotation = _nothing()


class DefinitionAnswer(Members):
    """A deployed process."""

    id = text()
    key = text()
    category = _nothing()
    description = _nothing()
    name = maybe_text()
    version = number()
    resource = text()
    deploymentId = text()
    diagram = _nothing()
    suspended = flag()
    tenantId = _nothing()
    versionTag = _nothing()
    historyTimeToLive = _nothing()
    startableInTasklist = flag()


class DiagramAnswer(Members):
    """The diagram of a process."""

    id = text()
    bpmn20Xml = text()


class StatisticsAnswer(Members):
    """How many processes wait at an element."""

    id = text()
    instances = number()
    failedJobs = number()
    incidents = fields.List(fields.Dict(), required=True)


class DeploymentAnswer(Members):
    """A deployment."""

    links = fields.List(fields.Nested(LinkAnswer), required=True)
    id = text()
    name = maybe_text()
    source = maybe_text()
    deploymentTime = text()
    tenantId = _nothing()


class ProblemAnswer(Members):
    """What is to be looked at in a file."""

    message = text()
    line = number()
    column = number()
    mainElementId = maybe_text()
    confirmation = maybe_text(metadata={"description": "repeat it as `confirm` to publish nevertheless"})
    elementIds = fields.List(fields.String(), required=True)


class ProblemsAnswer(Members):
    """What is to be looked at in one file."""

    errors = fields.List(fields.Nested(ProblemAnswer), required=True)
    warnings = fields.List(fields.Nested(ProblemAnswer), required=True)


class CreatedDeploymentAnswer(Members):
    """A deployment that was made; without an id when nothing had changed."""

    links = fields.List(fields.Nested(LinkAnswer))
    id = maybe_text()
    name = maybe_text()
    source = fields.String(allow_none=True)
    deploymentTime = fields.String()
    tenantId = fields.String(allow_none=True, metadata={"description": "always null"})
    deployedProcessDefinitions = fields.Dict(
        keys=fields.String(), values=fields.Nested(DefinitionAnswer), required=True, allow_none=True
    )
    deployedDecisionDefinitions = _nothing()
    warnings = fields.Dict(keys=fields.String(), values=fields.Nested(ProblemsAnswer), required=True)


class ResourceAnswer(Members):
    """A file of a deployment."""

    id = text()
    name = text()
    deploymentId = text()


class HistoricTaskAnswer(Members):
    """A task that is or was asked."""

    id = text()
    processDefinitionKey = text()
    processDefinitionId = text()
    processInstanceId = text()
    executionId = text()
    caseDefinitionKey = _nothing()
    caseDefinitionId = _nothing()
    caseInstanceId = _nothing()
    caseExecutionId = _nothing()
    activityInstanceId = text()
    name = text()
    description = maybe_text()
    deleteReason = maybe_text()
    owner = _nothing()
    assignee = maybe_text()
    startTime = text()
    endTime = maybe_text()
    duration = maybe_number()
    taskDefinitionKey = text()
    priority = maybe_number()
    due = maybe_text()
    parentTaskId = _nothing()
    followUp = maybe_text()
    tenantId = _nothing()
    removalTime = _nothing()
    rootProcessInstanceId = text()
    taskState = text()


class HistoricInstanceAnswer(Members):
    """A process that runs or ran."""

    id = text()
    businessKey = maybe_text()
    processDefinitionId = text()
    processDefinitionKey = text()
    processDefinitionName = maybe_text()
    processDefinitionVersion = number()
    startTime = text()
    endTime = maybe_text()
    removalTime = _nothing()
    durationInMillis = maybe_number()
    startUserId = maybe_text()
    startActivityId = maybe_text()
    deleteReason = maybe_text()
    rootProcessInstanceId = text()
    superProcessInstanceId = _nothing()
    superCaseInstanceId = _nothing()
    caseInstanceId = _nothing()
    tenantId = _nothing()
    state = text()
    restartedProcessInstanceId = _nothing()


class HistoricActivityAnswer(Members):
    """An element that a process has reached."""

    id = text()
    parentActivityInstanceId = text()
    activityId = text()
    activityName = maybe_text()
    activityType = text()
    processDefinitionKey = text()
    processDefinitionId = text()
    processInstanceId = text()
    executionId = text()
    taskId = maybe_text()
    assignee = maybe_text()
    calledProcessInstanceId = _nothing()
    calledCaseInstanceId = _nothing()
    durationInMillis = maybe_number()
    canceled = flag()
    completeScope = flag()
    tenantId = _nothing()
    removalTime = _nothing()
    rootProcessInstanceId = text()
    startTime = text()
    endTime = maybe_text()
