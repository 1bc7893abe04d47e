"""The tables of the engine: what is deployed, what runs, who is asked, what happened.

People are plain integers and records are `record_type` + `record_id` here: the engine knows neither.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Json, UtcDateTime


class Deployment(Base):
    """A set of artifacts that was checked together and published together."""

    __tablename__ = "deployment"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    comment: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None]
    author_name: Mapped[str] = mapped_column(String(255), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WaitingDeployment(Base):
    """A set of artifacts that gives rights, and waits for an administrator's word."""

    __tablename__ = "waiting_deployment"
    __table_args__ = (Index("ix_waiting_deployment_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    comment: Mapped[str] = mapped_column(Text, default="")
    author_id: Mapped[int | None]
    author_name: Mapped[str] = mapped_column(String(255), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(String(64))  # of all files together
    state: Mapped[str] = mapped_column(String(16), default="waiting")  # waiting, published, declined
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_name: Mapped[str] = mapped_column(String(255), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    deployment_id: Mapped[int | None] = mapped_column(ForeignKey("deployment.id"))
    files: Mapped[list["WaitingFile"]] = relationship(
        order_by="WaitingFile.id", cascade="all, delete-orphan", lazy="raise_on_sql"
    )


class WaitingFile(Base):
    """One file of what waits, as it came."""

    __tablename__ = "waiting_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    waiting_deployment_id: Mapped[int] = mapped_column(ForeignKey("waiting_deployment.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Artifact(Base):
    """One version of one file: a diagram, decision table, form, lifecycle or template."""

    __tablename__ = "artifact"
    __table_args__ = (UniqueConstraint("kind", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployment.id"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(255))
    version: Mapped[int]
    is_latest: Mapped[bool] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))


class ProcessDefinition(Base):
    """One version of one executable process of a diagram."""

    __tablename__ = "process_definition"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    artifact_id: Mapped[int] = mapped_column(ForeignKey("artifact.id"), index=True)
    key: Mapped[str] = mapped_column(String(255))
    version: Mapped[int]
    is_latest: Mapped[bool] = mapped_column(index=True)
    name: Mapped[dict[str, str]] = mapped_column(Json)
    record_type: Mapped[str | None] = mapped_column(String(64))
    starts: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # its start events: none, signal, message, timer


class ProcessInstance(Base):
    """A running or ended process of a record. `state` is the task tree without the specs."""

    __tablename__ = "process_instance"
    __table_args__ = (
        Index("ix_process_instance_record", "record_type", "record_id"),
        Index("ix_process_instance_ended", "ended_at", "id"),
        {"sqlite_autoincrement": True},  # the history keeps the ids of deleted ones, which must not come again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    process_definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"), index=True)
    record_type: Mapped[str | None] = mapped_column(String(64))
    record_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    suspended: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_by_id: Mapped[int | None]


class UserTask(Base):
    """A question to a person. Its id is the id of the engine's task, so that it survives save and load."""

    __tablename__ = "user_task"
    __table_args__ = (
        Index("ix_user_task_record", "record_type", "record_id", "state"),
        Index("ix_user_task_assignee", "assignee_id", "state", "created_at"),
        Index("ix_user_task_completed", "completed_by_id", "completed_at"),
        Index("ix_user_task_state", "state", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    process_instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id"), index=True)
    process_definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"))
    element_id: Mapped[str] = mapped_column(String(255))
    name: Mapped[dict[str, str]] = mapped_column(Json)
    documentation: Mapped[dict[str, str] | None] = mapped_column(Json)
    record_type: Mapped[str | None] = mapped_column(String(64))
    record_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16), default="open")  # open, completed, cancelled
    assignee_id: Mapped[int | None]
    role: Mapped[str | None] = mapped_column(
        String(64)
    )  # the role of the lifecycle file through which it is somebody's
    form_key: Mapped[str | None] = mapped_column(String(255))
    form_version: Mapped[int | None]
    outcomes: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # [{"id", "label": {"ru", "en"}, "style"}]
    priority: Mapped[int] = mapped_column(default=50)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follow_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_by_id: Mapped[int | None]
    sender_name: Mapped[str] = mapped_column(String(255), default="")
    outcome: Mapped[str | None] = mapped_column(String(255))
    revision: Mapped[int] = mapped_column(default=1)


class UserTaskCandidate(Base):
    """A group or a person that may claim a task. `state` and `created_at` repeat the task's, for one index."""

    __tablename__ = "user_task_candidate"
    __table_args__ = (
        Index("ix_user_task_candidate_group", "group_id", "state", "created_at", "user_task_id"),
        Index("ix_user_task_candidate_person", "person_id", "state", "created_at", "user_task_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_task_id: Mapped[str] = mapped_column(ForeignKey("user_task.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[str | None] = mapped_column(String(64))
    person_id: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16), default="open")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DueWork:
    """What the clock takes: the columns that timers, jobs and timer start events share.

    Attributes:
        due_at: when it is to be done, or tried next.
        active: the clock may take it; false while its process is suspended, and when no attempt is left.
        attempts: how often it has failed.
        retries: how many attempts are left; None before the first failure: as many as the diagram says.
        priority: of what is due, the higher goes first.
        locked_until: until then a worker has it; when the worker died it is taken again afterwards.
    """

    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    active: Mapped[bool] = mapped_column(default=True)
    attempts: Mapped[int] = mapped_column(default=0)
    retries: Mapped[int | None]
    priority: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Timer(DueWork, Base):
    """A timer event that waits."""

    __tablename__ = "timer"
    __table_args__ = (Index("ix_timer_due", "active", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[str] = mapped_column(String(36), index=True)
    element_id: Mapped[str] = mapped_column(String(255))


class Job(DueWork, Base):
    """A process that goes on in a transaction of its own: `asyncBefore` or `asyncAfter` of an element."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "active", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[str] = mapped_column(String(36), index=True)
    element_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(16))  # asyncBefore, asyncAfter
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StartTimer(DueWork, Base):
    """A timer start event of the latest version of a process: when it starts the next one."""

    __tablename__ = "start_timer"
    __table_args__ = (Index("ix_start_timer_due", "active", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"), index=True)
    element_id: Mapped[str] = mapped_column(String(255))
    schedule: Mapped[dict[str, Any]] = mapped_column(Json)


class ExternalTask(Base):
    """Work for an external worker. Its id is the id of the engine's task."""

    __tablename__ = "external_task"
    __table_args__ = (
        Index("ix_external_task_rank", "topic", "failed", "rank", "created_at", "id"),
        Index("ix_external_task_age", "topic", "failed", "created_at", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    process_instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id", ondelete="CASCADE"), index=True)
    process_definition_id: Mapped[int] = mapped_column(ForeignKey("process_definition.id"))
    element_id: Mapped[str] = mapped_column(String(255))
    topic: Mapped[str] = mapped_column(String(255))
    rank: Mapped[int] = mapped_column(default=0)  # the lowest is fetched first: the priority with the other sign
    failed: Mapped[bool] = mapped_column(default=False)  # no attempts are left: a person has to look at it
    worker_id: Mapped[str | None] = mapped_column(String(255))
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retries: Mapped[int | None]  # attempts that are left; None until a worker has failed
    error_message: Mapped[str | None] = mapped_column(Text)
    error_details: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventSubscription(Base):
    """A message, signal or conditional event that waits."""

    __tablename__ = "event_subscription"
    __table_args__ = (Index("ix_event_subscription_name", "kind", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_instance_id: Mapped[int] = mapped_column(ForeignKey("process_instance.id", ondelete="CASCADE"), index=True)
    task_id: Mapped[str] = mapped_column(String(36))
    element_id: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(16))  # message, signal, conditional
    name: Mapped[str] = mapped_column(String(255), default="")
    reads: Mapped[list[str] | None] = mapped_column(Json)  # record fields that a conditional event reads
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StartCondition(Base):
    """A conditional start event whose condition is true for a record: it happens again only after it was false."""

    __tablename__ = "start_condition"
    __table_args__ = (UniqueConstraint("record_type", "record_id", "process_key", "element_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_key: Mapped[str] = mapped_column(String(255))
    element_id: Mapped[str] = mapped_column(String(255))
    record_type: Mapped[str] = mapped_column(String(64))
    record_id: Mapped[int]


class HistoryEntry(Base):
    """What happened, appended and never changed."""

    __tablename__ = "history_entry"
    __table_args__ = (
        Index("ix_history_entry_record", "record_type", "record_id", "id"),
        Index("ix_history_entry_instance", "process_instance_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_type: Mapped[str | None] = mapped_column(String(64))
    record_id: Mapped[int | None]
    process_instance_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(255))
    kind: Mapped[str] = mapped_column(String(32))
    element_id: Mapped[str | None] = mapped_column(String(255))
    data: Mapped[dict[str, Any]] = mapped_column(Json)


class OwedEffect(Base):
    """Something to be done to the outside world, written in the transaction that decided it."""

    __tablename__ = "owed_effect"
    __table_args__ = (Index("ix_owed_effect_state", "state", "next_attempt_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(255), unique=True)
    topic: Mapped[str] = mapped_column(String(255))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16), default="owed")  # owed, done, failed
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(Text)
    process_instance_id: Mapped[int | None]
    record_type: Mapped[str | None] = mapped_column(String(64))
    record_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Incident(Base):
    """A command of the background that failed for a technical reason and waits for a person."""

    __tablename__ = "incident"
    __table_args__ = (Index("ix_incident_state", "state", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    process_instance_id: Mapped[int | None] = mapped_column(
        ForeignKey("process_instance.id", ondelete="CASCADE"), index=True
    )
    element_id: Mapped[str | None] = mapped_column(String(255))
    record_type: Mapped[str | None] = mapped_column(String(64))
    record_id: Mapped[int | None]
    command: Mapped[str] = mapped_column(String(64))
    arguments: Mapped[dict[str, Any]] = mapped_column(Json)
    error: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), default="open")  # open, resolved, skipped
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolution: Mapped[str | None] = mapped_column(Text)
