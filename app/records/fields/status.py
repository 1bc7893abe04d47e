"""The status of a record and the stage that follows from it; only the diagram sets them."""

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, or_

from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.i18n import localized
from app.records.fields.text import as_text
from app.records.lifecycle.current import coming_lifecycle, find_lifecycle
from app.records.lifecycle.model import Lifecycle
from app.records.types.comparing import is_true
from app.records.types.errors import FilterRefused
from app.records.types.field import Field
from app.records.types.showing import Showing, Shown


@dataclass(frozen=True)
class _OfLifecycle(Field):
    set_by_diagram: ClassVar[bool] = True
    comes_along: ClassVar[bool] = False
    filter_control: ClassVar[str] = "choices"

    def _read(self, raw: Any) -> str:
        return as_text(raw).strip()

    def _lifecycle(self, showing: Showing) -> Lifecycle | None:
        return showing.once(("lifecycle", self.owner), lambda: find_lifecycle(self.owner))

    def filter_words(self, words: str, showing: Showing) -> str:
        return self.words(words, showing)


@dataclass(frozen=True)
class StatusField(_OfLifecycle):
    """A status of the lifecycle file."""

    read_only: bool = True

    type: ClassVar[str] = "status"
    holds: ClassVar[Any] = _l("a status")
    components: ClassVar[tuple[str, ...]] = ("select", "radio", "textfield")

    @property
    def groups(self) -> bool:
        return self.stored_in_row and not self.many

    @property
    def companions(self) -> tuple[Field, ...]:
        return (StageField("stage", _l("Stage"), owner=self.owner, model=self.model),)

    def _words(self, value: Any, showing: Showing) -> str:
        lifecycle = self._lifecycle(showing)
        status = lifecycle.status(value) if lifecycle else None
        return localized(status.label) if status else str(value)

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        lifecycle = self._lifecycle(showing)
        status = lifecycle.status(value) if lifecycle else None
        if status is None:
            return Shown("text", value)
        return Shown("status", localized(status.label), color=status.color)

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        found = [status for status, label in self.offered() if words.lower() in label.lower()]
        return or_(self.column.in_(found), self.column == words)

    def offered(self) -> list[tuple[str, str]]:
        lifecycle = find_lifecycle(self.owner)
        return [(each.id, localized(each.label)) for each in lifecycle.statuses] if lifecycle else []

    def known_texts(self) -> list[str]:
        lifecycle = coming_lifecycle(self.owner)
        return [each.id for each in lifecycle.statuses] if lifecycle else []


@dataclass(frozen=True)
class StageField(_OfLifecycle):
    """The stage of the record's status: it comes with the status and is stored nowhere."""

    read_only: bool = True

    type: ClassVar[str] = "stage"
    holds: ClassVar[Any] = _l("a stage")
    operators = ("eq", "in", "empty")

    @property
    def attribute(self) -> str:
        return "status"

    def get(self, record: Any) -> Any:
        lifecycle = find_lifecycle(self.owner)
        stage = lifecycle.stage_of(record.status) if lifecycle else None
        return stage.id if stage else None

    def _words(self, value: Any, showing: Showing) -> str:
        lifecycle = self._lifecycle(showing)
        stage = lifecycle.stage(value) if lifecycle else None
        return localized(stage.label) if stage else str(value)

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        lifecycle = self._lifecycle(showing)
        stage = lifecycle.stage_of(record.status) if lifecycle else None
        return Shown("text", localized(stage.label) if stage else "")

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in self.operators:
            raise FilterRefused(_("There is no filter “%(name)s”.", name=f"{self.name}__{operator}"))
        lifecycle = find_lifecycle(self.owner)
        statuses = lifecycle.statuses if lifecycle else ()
        if operator == "empty":
            inside = self.column.in_([status.id for status in statuses if status.stage])
            return ~inside if is_true(words) else inside
        stages = words.split(",") if operator == "in" else [words]
        return self.column.in_([status.id for status in statuses if status.stage in stages])

    def offered(self) -> list[tuple[str, str]]:
        lifecycle = find_lifecycle(self.owner)
        return [(each.id, localized(each.label)) for each in lifecycle.stages] if lifecycle else []

    def known_texts(self) -> list[str]:
        lifecycle = coming_lifecycle(self.owner)
        return [each.id for each in lifecycle.stages] if lifecycle else []
