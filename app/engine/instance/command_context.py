"""What a process asks of the command in which it runs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from app.engine.ground.errors import CommandError
from app.engine.ground.service_tasks import Execution


class CommandContext(Protocol):
    """The unit of work, as a process knows it.

    Attributes:
        now: the moment of the command, aware, UTC.
        zone: in which dates without a zone are meant.
        user: the person who acts, as expressions see one.
        execution: the service task that is running, or None.
        timer_interval: seconds that must lie between two rounds of a timer.
        deadline: when the command is stopped, by the clock of `time.monotonic`.
    """

    now: datetime
    zone: ZoneInfo
    user: Mapping[str, Any]
    execution: Execution | None
    timer_interval: int
    deadline: float

    def count_step(self, element: Any = None) -> None:
        """One more step; `StepLimitExceeded` when there were too many, `CommandTimeExceeded` when it is too late."""

    def out_of_time(self, element: Any) -> CommandError:
        """What to say of the element at which the time of the command was over."""

    def check_runs(self, count: int, element: Any) -> None:
        """Refuse a multi-instance activity that would run too often: `TooManyRuns`."""

    def view(self, record_type: str, record_id: int) -> Mapping[str, Any]:
        """A record as FEEL sees it."""

    def people(self, record_type: str | None, record_id: int | None, role: str) -> Sequence[Mapping[str, Any]]:
        """The persons who have a role on a record."""

    def queue_message(
        self, record_type: str | None, record_id: int | None, name: str, payload: Mapping[str, Any], element: Any = None
    ) -> None:
        """A message to the processes of a record, after the current step."""

    def queue_signal(
        self,
        name: str,
        record_type: str | None,
        record_id: int | None,
        payload: Mapping[str, Any],
        *,
        everywhere: bool = False,
    ) -> None:
        """A signal of a record, after the current step."""

    def insert_instance(self, runtime: Any) -> None:
        """Give a new instance its number."""
