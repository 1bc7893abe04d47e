"""What can be undone, as it is kept in the state of an instance (see `app.engine.instance.serialization`).

An activity is a row `[activity id, snapshot, definition, called, apart, claimed by, inner rows]` with zeros at its end
left out. Snapshots of variables are kept once for all rows, each as its difference from the one before it: a loop that
completes an activity a thousand times leaves a thousand small rows.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from app.engine.ground.values import to_json
from app.engine.specs.completed_activities import CompletedActivity

_MISSING = object()


class SnapshotWriter:
    """Writes the completed activities of an instance. Attribute `snapshots`: what `SnapshotReader` is given again."""

    def __init__(self) -> None:
        self.snapshots: list[list[Any]] = []
        self._last: Mapping[str, Any] = {}

    def rows(self, activities: list[CompletedActivity], definition: Any) -> list[list[Any]]:
        """The rows of a list; `definition` is the one of the process or sub-process that has it."""
        return [self._row(activity, definition) for activity in activities]

    def _row(self, activity: CompletedActivity, definition: Any) -> list[Any]:
        row = [
            activity.activity_id,
            self._snapshot(activity.variables),
            0 if activity.definition is definition else _reference(activity.definition),
            0 if activity.called is None else _reference(activity.called),
            1 if activity.apart else 0,
            activity.claimed_by or 0,
            self.rows(activity.inner, activity.called or activity.definition) or 0,
        ]
        while row[-1] == 0:
            row.pop()
        return row

    def _snapshot(self, variables: Mapping[str, Any]) -> int:
        """The number of a snapshot from 1; 0 for no variables."""
        if not variables:
            return 0
        changed = {name: value for name, value in variables.items() if not _same(self._last.get(name, _MISSING), value)}
        gone = [name for name in self._last if name not in variables]
        if self.snapshots and not changed and not gone:
            return len(self.snapshots)
        self.snapshots.append([changed, gone] if gone else [changed])
        self._last = variables
        return len(self.snapshots)


class SnapshotReader:
    """Reads what `SnapshotWriter` wrote.

    Parameters:
        snapshots: its `snapshots`.
        definition_by_version: gives a deployed definition by key and version.
    """

    def __init__(self, snapshots: list[list[Any]], definition_by_version: Callable[[str, int], Any]) -> None:
        self._definition_by_version = definition_by_version
        self._snapshots: list[dict[str, Any]] = [{}]
        for snapshot in snapshots:
            variables = {**self._snapshots[-1], **snapshot[0]}
            for name in snapshot[1] if len(snapshot) > 1 else ():
                del variables[name]
            self._snapshots.append(variables)

    def activities(self, rows: list[list[Any]], definition: Any) -> list[CompletedActivity]:
        """The list of which these are the rows."""
        return [self._activity(row, definition) for row in rows]

    def _activity(self, row: list[Any], definition: Any) -> CompletedActivity:
        activity_id, snapshot, drawn_in, called, apart, claimed_by, inner = row + [0] * (7 - len(row))
        drawn = self._definition_by_version(*drawn_in) if drawn_in else definition
        called_definition = self._definition_by_version(*called) if called else None
        return CompletedActivity(
            activity_id,
            drawn,
            dict(self._snapshots[snapshot]),
            self.activities(inner or [], called_definition or drawn),
            called_definition,
            bool(apart),
            claimed_by or None,
        )


def _reference(definition: Any) -> list[Any]:
    return [definition.key, definition.version]


def _same(before: Any, after: Any) -> bool:
    """Equal as they are written: 1 and true are not."""
    return before is after or (before is not _MISSING and before == after and _text(before) == _text(after))


def _text(value: Any) -> str:
    return json.dumps(value, default=to_json, sort_keys=True)
