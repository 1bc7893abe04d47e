"""The action by which a record goes into another one of its type."""

from typing import Any

from app.records.types.pages import Action

MERGE = "merge"


def merge_action(label: Any) -> Action:
    """The action for a record type that says `merged`.

    Parameters:
        label: lazy words.
    """
    places = ("card", "row", "bulk")
    return Action(id=MERGE, label=label, endpoint="record_merge.ask", icon="arrows-join", places=places)


# icons: arrows-join
