"""What a list offers besides its filters: only one's own records, and a word on what it leaves out by itself."""

from dataclasses import dataclass

from app.engine import Actor
from app.i18n import localized
from app.records.lifecycle.current import lifecycle_of
from app.records.listing import Filter
from app.records.listing.state import ListState


@dataclass(frozen=True)
class OnlyMine:
    """The switch to one's own records.

    Attributes:
        on: only they are shown now.
        parameters: end of the address of the list after a press.
    """

    on: bool
    parameters: str


def only_mine(state: ListState, actor: Actor) -> OnlyMine | None:
    """The switch, for records that have a responsible."""
    responsible = state.record_type.responsible
    if not state.record_type.has_status or responsible is None or actor.id is None:
        return None
    mine = Filter(responsible, "eq", str(actor.id))
    on = mine in state.filters
    return OnlyMine(on, (state.without(mine) if on else state.with_filter(mine)).parameters())


def hidden_statuses(state: ListState) -> list[str]:
    """The words of the statuses that the list leaves out until they are asked for."""
    if not state.record_type.has_status or any(each.field in ("status", "stage") for each in state.filters):
        return []
    return [localized(each.label) for each in lifecycle_of(state.record_type.name).statuses if not each.listed]
