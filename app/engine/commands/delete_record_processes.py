"""Remove the processes of a record that is deleted."""

from sqlalchemy import delete, select, update

from app.engine.models import (
    EventSubscription,
    ExternalTask,
    Incident,
    Job,
    OwedEffect,
    ProcessInstance,
    StartCondition,
    Timer,
    UserTask,
    UserTaskCandidate,
)
from app.engine.unit.unit_of_work import UnitOfWork


def delete_record_processes(unit: UnitOfWork, record_type: str, record_id: int) -> None:
    """Delete the process instances of a record with their tasks, timers, waiting events and incidents.

    Effects that are still owed for it are dropped. The history stays.
    """
    unit.lock_instances_of(record_type, record_id)
    of_record = (ProcessInstance.record_type == record_type, ProcessInstance.record_id == record_id)
    instances = select(ProcessInstance.id).where(*of_record)
    tasks = select(UserTask.id).where(UserTask.process_instance_id.in_(instances))
    for statement in (
        delete(UserTaskCandidate).where(UserTaskCandidate.user_task_id.in_(tasks)),
        delete(UserTask).where(UserTask.process_instance_id.in_(instances)),
        delete(Timer).where(Timer.process_instance_id.in_(instances)),
        delete(ExternalTask).where(ExternalTask.process_instance_id.in_(instances)),
        delete(Job).where(Job.process_instance_id.in_(instances)),
        delete(EventSubscription).where(EventSubscription.process_instance_id.in_(instances)),
        update(Incident)
        .where(Incident.process_instance_id.in_(instances))
        .values(process_instance_id=None, state="skipped", resolved_at=unit.now),
        delete(OwedEffect).where(
            OwedEffect.record_type == record_type, OwedEffect.record_id == record_id, OwedEffect.state == "owed"
        ),
        delete(ProcessInstance).where(*of_record),
        delete(StartCondition).where(StartCondition.record_type == record_type, StartCondition.record_id == record_id),
    ):
        unit.connection.execute(statement)
    unit.forget_record(record_type, record_id)
