"""Which embedded sub-process of a diagram an element is in."""

from collections.abc import Mapping
from typing import Any


def scopes_of(process: Any) -> Mapping[str, str]:
    """The id of the innermost sub-process around each element that is in one, by element id.

    Parameters:
        process: what the definition runs (`ParsedProcess`).
    """
    return {
        task_spec.element.id: scope_id
        for scope_id, spec in process.subprocess_specs.items()
        for task_spec in spec.task_specs.values()
        if task_spec.element is not None
    }
