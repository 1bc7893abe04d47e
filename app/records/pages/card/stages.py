"""The stages of a record as a way: what lies behind, where it stands, and the sidings of refusal and pause."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.i18n import localized
from app.records.lifecycle.model import Lifecycle

ON_THE_WAY = ("open", "won")


@dataclass(frozen=True)
class Step:
    """A stage as it is drawn.

    Attributes:
        state: `passed`, `current` or `ahead`; a siding is `current` or `ahead`.
        kind: `open`, `won`, `lost`, `paused` or `archived`.
    """

    id: str
    label: str
    state: str
    kind: str
    color: str | None = None


@dataclass(frozen=True)
class Way:
    """The steps in their order, and beside them the sidings: stages that are no progress."""

    steps: Sequence[Step]
    sidings: Sequence[Step]


def way(lifecycle: Lifecycle, status_id: str) -> Way:
    """How far a record in this status has come.

    A record in a siding has passed nothing: a refused or paused deal is never drawn as one that was won.
    """
    current = lifecycle.stage_of(status_id)
    status = lifecycle.status(status_id)
    steps: list[Step] = []
    sidings: list[Step] = []
    on_the_way = [stage for stage in lifecycle.stages if stage.kind in ON_THE_WAY]
    position = on_the_way.index(current) if current in on_the_way else -1
    for index, stage in enumerate(on_the_way):
        state = "current" if index == position else "passed" if index < position else "ahead"
        steps.append(Step(stage.id, localized(stage.label), state, stage.kind, stage.color))
    for stage in lifecycle.stages:
        if stage.kind in ON_THE_WAY:
            continue
        here = current is not None and stage.id == current.id
        kind = status.kind if here and status else stage.kind
        sidings.append(Step(stage.id, localized(stage.label), "current" if here else "ahead", kind, stage.color))
    return Way(steps, sidings)
