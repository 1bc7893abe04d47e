"""Item definitions as FEEL types (clause 7.3.2 of the standard): names to types, with and without allowed values.

Two readings of each definition exist: the *plain* one, which ``instance of`` asks, ignores allowed values; the
*constrained* one, which variables and parameters are coerced to, does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..builtins import BUILT_INS
from ..types import ANY, BUILT_IN_TYPES, ConstrainedType, ContextType, FeelType, FunctionType, ListType, SimpleType
from ..values import FunctionValue
from .errors import ProblemCollector
from .model import ItemDefinition, Text

ALIASES = {
    "any": "Any",
    "integer": "number",
    "long": "number",
    "double": "number",
    "dateTime": "date and time",
    "datetime": "date and time",
    "dayTimeDuration": "days and time duration",
    "daysAndTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "yearsAndMonthsDuration": "years and months duration",
}
"""Names that editors write for FEEL's types."""

Test = Callable[[Any], bool]
CompileTests = Callable[[Text], Test]


class NamedType(FeelType):
    """A type that is used inside its own definition: found by name when it is asked."""

    __slots__ = ("_resolve", "name")

    def __init__(self, name: str, resolve: Callable[[], FeelType]) -> None:
        self.name = name
        self._resolve = resolve

    def contains(self, value: Any) -> bool:
        return self._resolve().contains(value)

    def conforms_to(self, other: FeelType) -> bool:
        if isinstance(other, NamedType):
            return other.name == self.name
        return other == ANY or self._resolve() is other


class FunctionItemType(FunctionType):
    """A function type of an item definition. What a function leaves open (an untyped parameter or result, the
    signatures of a built-in) may be anything, so only what is certainly wrong does not conform."""

    __slots__ = ()

    def contains(self, value: Any) -> bool:
        if not isinstance(value, FunctionValue):
            return False
        built_in = BUILT_INS.get(value.name)
        if built_in is not None and built_in.value is value:
            return True
        return (
            len(value.parameters) == len(self.parameters)
            and all(
                ANY in (wanted, own.type) or wanted.conforms_to(own.type)
                for own, wanted in zip(value.parameters, self.parameters, strict=True)
            )
            and (value.result == ANY or value.result.conforms_to(self.result))
        )


class TypeTable:
    """The types of one file: its item definitions, and those it imports as ``import.name``.

    :param definitions: the item definitions of the file.
    :param imports: tables of imported files by import name ("" puts the types among the file's own).
    :param compile_tests: makes a test of allowed values.
    """

    def __init__(
        self,
        definitions: tuple[ItemDefinition, ...],
        imports: Mapping[str, TypeTable],
        compile_tests: CompileTests,
    ) -> None:
        self._definitions = {definition.name: definition for definition in definitions}
        self._imports = imports
        self._compile_tests = compile_tests
        self._types: dict[tuple[str, bool], FeelType] = {}
        self._resolving: set[tuple[str, bool]] = set()
        self.plain = _PlainTypes(self)
        # made now, so that threads only read
        for name in self._definitions:
            self.find(name)
            self.find(name, constrained=False)

    def names(self) -> Iterator[str]:
        yield from self._definitions
        for prefix, table in self._imports.items():
            yield from (f"{prefix}.{name}" if prefix else name for name in table.names())

    def find(self, name: str | None, *, constrained: bool = True) -> FeelType | None:
        """The type of a name, ``None`` when nothing defines it. No name is Any."""
        if name is None:
            return ANY
        key = (name, constrained)
        found = self._types.get(key)
        if found is not None:
            return found
        if key in self._resolving:
            return NamedType(name, lambda: self.find(name, constrained=constrained) or ANY)
        self._resolving.add(key)
        try:
            found = self._find(name, constrained)
        finally:
            self._resolving.discard(key)
        if found is not None:
            self._types[key] = found
        return found

    def type_of(self, name: str | None) -> FeelType:
        """The constrained type of a name; Any for an unknown one (reported by ``check``)."""
        return self.find(name) or ANY

    def allowed_values(self, name: str | None) -> Text | None:
        """The allowed values of a type, through the types it is made of; ``None`` without any."""
        seen: set[str] = set()
        while name is not None and name not in seen:
            seen.add(name)
            definition = self._definitions.get(name)
            if definition is None:
                for prefix, table in self._imports.items():
                    if not prefix or name.startswith(prefix + "."):
                        return table.allowed_values(name[len(prefix) + 1 :] if prefix else name)
                return None
            values = definition.allowed_values or definition.type_constraint
            if values is not None and values.text.strip():
                return values
            name = definition.type_ref
        return None

    def _find(self, name: str, constrained: bool) -> FeelType | None:
        definition = self._definitions.get(name)
        if definition is not None:
            return self._make(definition, constrained)
        for prefix, table in self._imports.items():
            if not prefix or name.startswith(prefix + "."):
                imported = table.find(name[len(prefix) + 1 :] if prefix else name, constrained=constrained)
                if imported is not None:
                    return imported
        return BUILT_IN_TYPES.get(ALIASES.get(name, name))

    def _make(self, definition: ItemDefinition, constrained: bool) -> FeelType:
        kind = self._base(definition, constrained)
        if not constrained:
            return ListType(kind) if definition.is_collection else kind
        kind = self._narrowed(kind, definition, definition.allowed_values)
        if definition.is_collection:
            kind = ListType(kind)
        return self._narrowed(kind, definition, definition.type_constraint)

    def _base(self, definition: ItemDefinition, constrained: bool) -> FeelType:
        if definition.function is not None:
            parameters = tuple(
                self.find(parameter.type_ref, constrained=constrained) or ANY
                for parameter in definition.function.parameters
            )
            result = self.find(definition.function.output_type_ref, constrained=False) or ANY
            return FunctionItemType(parameters, result) if constrained else FunctionType(parameters, result)
        if definition.components:
            return ContextType(
                tuple((component.name, self._make(component, constrained)) for component in definition.components)
            )
        return self.find(definition.type_ref, constrained=constrained) or ANY

    def _narrowed(self, kind: FeelType, definition: ItemDefinition, allowed: Text | None) -> FeelType:
        if allowed is None or not allowed.text.strip():
            return kind
        return ConstrainedType(definition.name, kind, self._compile_tests(allowed))


def check_circles(definitions: tuple[ItemDefinition, ...], problems: ProblemCollector) -> None:
    """Types that are nothing but another name of themselves. (A type may well hold itself in a part or a list.)"""
    names = {definition.name: definition for definition in definitions}
    done: set[str] = set()
    for definition in definitions:
        path: list[str] = []
        current: ItemDefinition | None = definition
        while current is not None and current.name not in done:
            if current.name in path:
                problems.add(
                    "type-cycle",
                    element_id=current.id,
                    element_name=current.name,
                    line=current.line,
                    path=" → ".join([*path[path.index(current.name) :], current.name][:10]),
                )
                break
            path.append(current.name)
            is_alias = not current.is_collection and not current.components and current.function is None
            current = names.get(current.type_ref or "") if is_alias else None
        done.update(path)


class _PlainTypes(Mapping[str, FeelType]):
    """The plain types by name, made when asked: what FEEL's compiler gets."""

    def __init__(self, table: TypeTable) -> None:
        self._table = table

    def __getitem__(self, name: str) -> FeelType:
        found = self._table.find(name, constrained=False)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return self._table.names()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def describe_type(kind: FeelType) -> str:
    """A type in FEEL's words, for messages."""
    match kind:
        case ConstrainedType(name=name):
            return name
        case NamedType():
            return kind.name
        case ListType(item=item):
            return f"list<{describe_type(item)}>"
        case ContextType(entries=entries):
            inside = ", ".join(f"{name}: {describe_type(part)}" for name, part in entries)
            return f"context<{inside}>"
        case FunctionType(parameters=parameters, result=result):
            return f"function<{', '.join(map(describe_type, parameters))}> -> {describe_type(result)}"
    return str(getattr(kind, "name", "Any" if kind == ANY else type(kind).__name__))


def fields_of(kind: FeelType) -> dict[str, object] | None:
    """Field names of a context type, nested; ``None`` for what is not one."""
    if isinstance(kind, ConstrainedType):
        return fields_of(kind.base)
    if isinstance(kind, ContextType) and kind.entries:
        return {name: fields_of(part) for name, part in kind.entries}
    return None


def kind_of(kind: FeelType) -> str | None:
    """The name of a simple type, through its constraints."""
    while isinstance(kind, ConstrainedType):
        kind = kind.base
    return kind.name if isinstance(kind, SimpleType) else None
