"""The record types that a process may be about."""

from app.engine.deploying.deployment_set import DeploymentSet
from app.engine.parsing.diagram import Process
from app.engine.parsing.process_builder import read_starts


def record_types(process: Process, together: DeploymentSet) -> list[str]:
    """The record types that a process may be about: its own, or those whose signals start it."""
    if process.record_type:
        return [process.record_type]
    signals = [start.name or "" for start in read_starts(process) if start.kind == "signal"]
    prefixes = dict.fromkeys(name.split(".")[0] for name in signals if "." in name)
    return [prefix for prefix in prefixes if together.fields(prefix) is not None]
