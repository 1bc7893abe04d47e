"""BPMN on SpiffWorkflow, in chapters (`docs/engine.md`).

Four modules are for other packages: this one (what can be done to processes), `app.engine.queries` (what can be read),
`app.engine.deploying` (for kinds of artifacts) and `app.engine.models` (the tables). All others are the engine's own.
"""

from app.engine.background.clock_job import execute_jobs, fire_timers, start_due_processes, tick
from app.engine.background.effects import PermanentFailure, effect_handler, perform_effects
from app.engine.checks import (
    decision_kind as decision_kind,  # registers the kinds of artifacts that the engine itself reads
)
from app.engine.checks import process_kind as process_kind
from app.engine.commands.answer_external_task import (
    complete_external_task,
    extend_lock,
    handle_external_task_bpmn_error,
    handle_external_task_failure,
    lock_external_task,
    set_external_task_retries,
    unlock_external_task,
)
from app.engine.commands.assign_task import assign_task
from app.engine.commands.broadcast_signal import broadcast_signal
from app.engine.commands.change_variables import change_variables
from app.engine.commands.claim_task import claim_task
from app.engine.commands.complete_task import complete_task
from app.engine.commands.correlate_message import correlate_message
from app.engine.commands.delete_process import delete_process
from app.engine.commands.delete_record_processes import delete_record_processes
from app.engine.commands.execute_job import execute_job
from app.engine.commands.fetch_external_tasks import LockedTask, Topic, fetch_and_lock
from app.engine.commands.fire_timer import fire_timer
from app.engine.commands.keep_processes import keep_processes, move_processes, restore_processes
from app.engine.commands.record_changed import record_changed
from app.engine.commands.redact_record_data import redact_record_data
from app.engine.commands.release_task import release_task
from app.engine.commands.resume_process import resume_process
from app.engine.commands.retry_incident import retry_incident, retry_incidents_alike, skip_incident
from app.engine.commands.send_message import send_message
from app.engine.commands.set_job_retries import set_job_retries
from app.engine.commands.start_process import start_process
from app.engine.commands.suspend_process import suspend_process
from app.engine.deploying.catalogue import ArtifactVersion, notice_deployments
from app.engine.deploying.deciding import check_waiting, decline_waiting, publish_waiting
from app.engine.deploying.deployment import DeploymentResult, artifact, deploy, find_artifact
from app.engine.deploying.waiting import count_waiting, waiting_deployment, waiting_deployments
from app.engine.dialect.element_templates import element_templates
from app.engine.ground.actor import SYSTEM, Actor
from app.engine.ground.errors import (
    BpmnError,
    CommandError,
    CommandTimeExceeded,
    DeploymentRefused,
    DeploymentWaits,
    EngineError,
    LockLost,
    MessageMismatch,
    NotAllowedNow,
    NotFound,
    Refusal,
    StaleRevision,
    StepLimitExceeded,
    TaskAlreadyCompleted,
    TechnicalFailure,
    TooManyRuns,
)
from app.engine.ground.host import RecordHost, record_host, set_record_host
from app.engine.ground.scope import person_context
from app.engine.ground.service_tasks import Execution, ServiceTask, service_task, service_tasks
from app.engine.instance.runtime import Runtime
from app.engine.unit.delivery import STATUS_REQUESTED
from app.engine.unit.unit_of_work import UnitOfWork, unit_of_work

__all__ = [
    "STATUS_REQUESTED",
    "SYSTEM",
    "Actor",
    "ArtifactVersion",
    "BpmnError",
    "CommandError",
    "CommandTimeExceeded",
    "DeploymentRefused",
    "DeploymentResult",
    "DeploymentWaits",
    "EngineError",
    "Execution",
    "LockLost",
    "LockedTask",
    "MessageMismatch",
    "NotAllowedNow",
    "NotFound",
    "PermanentFailure",
    "RecordHost",
    "Refusal",
    "Runtime",
    "ServiceTask",
    "StaleRevision",
    "StepLimitExceeded",
    "TaskAlreadyCompleted",
    "TechnicalFailure",
    "TooManyRuns",
    "Topic",
    "UnitOfWork",
    "artifact",
    "assign_task",
    "broadcast_signal",
    "change_variables",
    "check_waiting",
    "claim_task",
    "complete_external_task",
    "complete_task",
    "correlate_message",
    "count_waiting",
    "decline_waiting",
    "delete_process",
    "delete_record_processes",
    "deploy",
    "effect_handler",
    "element_templates",
    "execute_job",
    "execute_jobs",
    "extend_lock",
    "fetch_and_lock",
    "find_artifact",
    "fire_timer",
    "fire_timers",
    "handle_external_task_bpmn_error",
    "handle_external_task_failure",
    "keep_processes",
    "lock_external_task",
    "move_processes",
    "notice_deployments",
    "perform_effects",
    "person_context",
    "publish_waiting",
    "record_changed",
    "record_host",
    "redact_record_data",
    "release_task",
    "restore_processes",
    "resume_process",
    "retry_incident",
    "retry_incidents_alike",
    "send_message",
    "service_task",
    "service_tasks",
    "set_external_task_retries",
    "set_job_retries",
    "set_record_host",
    "skip_incident",
    "start_due_processes",
    "start_process",
    "suspend_process",
    "tick",
    "unit_of_work",
    "unlock_external_task",
    "waiting_deployment",
    "waiting_deployments",
]
