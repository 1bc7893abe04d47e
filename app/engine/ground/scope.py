"""What an expression of a diagram may read."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.engine.ground.actor import Actor
from app.feel import FunctionValue, function

PEOPLE = "people"
_NOTHING: Mapping[str, Any] = {}


class Scope(Mapping[str, Any]):
    """Looked up in this order: extra names, the record (under its type and as `record`), `user`, process variables,
    the function `people(role)`.

    The record is asked for only when its name is read.
    """

    __slots__ = ("_extra", "_runtime", "_variables")

    def __init__(self, runtime: Any, variables: Mapping[str, Any], extra: Mapping[str, Any] | None = None) -> None:
        self._runtime = runtime
        self._variables = variables
        self._extra = extra or _NOTHING

    def __getitem__(self, name: str) -> Any:
        if name in self._extra:
            return self._extra[name]
        record_type = self._runtime.record_type
        if record_type is not None and name in ("record", record_type):
            return self._runtime.record
        if name == "user":
            return self._runtime.unit.user
        if name == PEOPLE and name not in self._variables:
            return self._people()
        return self._variables[name]

    def __contains__(self, name: object) -> bool:
        return (
            name in self._extra
            or name in ("user", PEOPLE)
            or (self._runtime.record_type is not None and name in ("record", self._runtime.record_type))
            or name in self._variables
        )

    def __iter__(self) -> Iterator[str]:
        names = dict.fromkeys([*self._extra, "user", *self._variables])
        if self._runtime.record_type is not None:
            names.update(dict.fromkeys(["record", self._runtime.record_type]))
        return iter(names)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _people(self) -> FunctionValue:
        runtime = self._runtime

        def people(role: Any) -> list[Mapping[str, Any]] | None:
            return runtime.unit.people(runtime.record_type, runtime.record_id, role) if isinstance(role, str) else None

        return function(PEOPLE, ("role",), people)


def person_context(actor: Actor) -> dict[str, Any]:
    """A person as expressions see one."""
    return {"id": actor.id, "login": actor.login, "name": actor.name, "groups": sorted(actor.groups)}
