"""Values that follow from others: FEEL in a declaration, evaluated whenever a record changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from app.engine import NotFound, artifact
from app.feel import Expression, FeelError, FeelLimitError, compile_expression
from app.i18n import gettext as _
from app.i18n import localized
from app.records.errors import RecordRefused, in_field
from app.records.types import Field, RecordType, ValueRefused, Views
from app.records.types.comparing import same
from app.records.values.of_records import values_of

Scope = Mapping[str, Any]
WHOLE = ("record", "parent")
"""Names of the record as a whole."""


@dataclass(frozen=True)
class Formula:
    """One computed value.

    Attributes:
        field: that holds it.
        rows: name of the list of rows that it is computed in; empty: in the record.
        expression: compiled.
        owner: name of the record type.
    """

    field: Field
    rows: str
    expression: Expression
    owner: str

    @property
    def key(self) -> str:
        return f"{self.rows}.{self.field.name}" if self.rows else self.field.name

    @property
    def reads(self) -> set[str]:
        """The names of the fields that the expression reads, `record.amount` among them."""
        return {self.read_by(path) for path in self.expression.reads}

    def read_by(self, path: Sequence[str]) -> str:
        """The name of the record's field at which a path of the expression begins."""
        return path[1] if len(path) > 1 and path[0] in (*WHOLE, self.owner) else path[0]


def with_computed(
    record_type: RecordType, values: Mapping[str, Any], views: Views, record: Any | None = None
) -> dict[str, Any]:
    """Typed values of a change, with what is to be computed anew.

    Parameters:
        values: by field name, settled beside what is there.
        views: of the command that changes the record.
        record: that is changed; None: a new one.

    Raises:
        RecordRefused: a computed value does not fit its field.
    """
    formulas = formulas_of(record_type)
    if not formulas:
        return dict(values)
    computing = _Computing(record_type, dict(values), views, record)
    for formula in formulas:
        if record is None or formula.reads & computing.touched(formula):
            computing.compute(formula)
    return computing.values


def formulas_of(record_type: RecordType) -> tuple[Formula, ...]:
    """The formulas of a record type, in the order in which they can be computed.

    They stand in the declaration, in the fields that analysts add, and in the deployed forms of the type: there an
    `expression` component that has the key of a field gives its formula.

    Raises:
        FormulaError: one cannot be read, or they need each other.
    """
    sources = (record_type.all_fields, *_forms_of(record_type))
    known = _known.get(record_type.name)
    if (
        known is None
        or len(known[0]) != len(sources)
        or any(each is not source for each, source in zip(known[0], sources, strict=True))
    ):
        known = _known[record_type.name] = (sources, _ordered(_with_formulas(*sources)))
    return known[1]


_known: dict[str, tuple[tuple[Any, ...], tuple[Formula, ...]]] = {}
"""The last answers, with what they were made of: it is other objects as soon as something is published."""


def _forms_of(record_type: RecordType) -> Iterator[Any]:
    for key in record_type.forms.values():
        try:
            yield artifact("form", key).parsed
        except NotFound:
            continue


def _with_formulas(fields: Iterable[Field], *forms: Any) -> tuple[Field, ...]:
    shown = (each for form in forms for each in form.outside_lists() if each.type == "expression" and each.key)
    given = {each.key: each.expression.source for each in shown}
    return tuple(
        replace(each, formula=given[each.name]) if each.name in given and not each.formula else each for each in fields
    )


def computed_names(record_type: RecordType) -> set[str]:
    """The fields of the record that nobody writes because they follow from others."""
    return {formula.field.name for formula in formulas_of(record_type) if not formula.rows}


class FormulaError(Exception):
    """A formula cannot be used; the words are for its author."""


def is_writable(record_type: RecordType, field: Field) -> bool:
    """Whether people may fill the field at all: the process or a formula fills the others."""
    return not field.read_only and field.name not in computed_names(record_type)


def declared_formulas(fields: Iterable[Field]) -> tuple[Formula, ...]:
    """The formulas in declarations of fields, in the order in which they can be computed.

    Raises:
        FormulaError: one cannot be read, or they need each other.
    """
    return _ordered(tuple(fields))


def _ordered(fields: tuple[Field, ...]) -> tuple[Formula, ...]:
    formulas = {each.key: each for each in _formulas(fields)}
    graph = {key: _needs(formula, formulas, fields) for key, formula in formulas.items()}
    try:
        return tuple(formulas[key] for key in TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise FormulaError("the formulas need each other in a circle: " + " → ".join(error.args[1])) from None


def _formulas(fields: Iterable[Field], rows: str = "") -> Iterable[Formula]:
    for each in fields:
        if each.formula:
            yield Formula(each, rows, _compiled(each), each.owner)
        yield from _formulas(each.row_fields, each.name)


def _compiled(field: Field) -> Expression:
    try:
        return compile_expression(field.formula)
    except FeelError as error:
        raise FormulaError(f"the formula of “{field.name}” cannot be read: {error}") from None


def _needs(formula: Formula, formulas: Mapping[str, Formula], fields: Iterable[Field]) -> set[str]:
    """The formulas that must be computed before this one."""
    by_name = {each.name: each for each in fields}
    inner = {each.name for each in by_name[formula.rows].row_fields} if formula.rows else set()
    found: set[str] = set()
    for path in formula.expression.reads:
        name = formula.read_by(path)
        if path[0] in inner:  # a field of the row stands before one of the record
            found |= {f"{formula.rows}.{path[0]}"} & formulas.keys()
        elif name in formulas:
            found.add(name)
        elif name in by_name:
            found |= {key for key, each in formulas.items() if each.rows == name}
    return found


class _Computing:
    """One change of one record while its formulas are evaluated."""

    def __init__(self, record_type: RecordType, values: dict[str, Any], views: Views, record: Any | None) -> None:
        self.values = values
        self._views = views
        self._type = record_type
        self._record = record
        self._before: dict[str, Any] = {}
        self._scope = RecordScope(record_type, self._held, views)

    def touched(self, formula: Formula) -> set[str]:
        """The names under which the formula may see something that changes."""
        names = set(self.values)
        if formula.rows in self.values and formula.rows:
            names |= {each.name for each in self._fields_of(formula.rows)} | formula.reads
        return names

    def compute(self, formula: Formula) -> None:
        if not formula.rows:
            self._put(formula.field.name, self._value(formula, self._scope))
            return
        fields = {each.name: each for each in self._fields_of(formula.rows)}
        rows = [dict(row) for row in self._held(formula.rows)]
        for number, row in enumerate(rows):
            scope = _Layers(_RowScope(fields, row, self._views), self._scope)
            row[formula.field.name] = self._value(formula, scope, f"{formula.rows}-{number}-")
        self._put(formula.rows, rows)

    def _put(self, name: str, value: Any) -> None:
        if name in self.values or self._record is None or not same(self._held(name), value):
            self.values[name] = value

    def _value(self, formula: Formula, scope: Scope, prefix: str = "") -> Any:
        try:
            return formula.field.fit(formula.expression.evaluate(scope))
        except ValueRefused as refused:
            raise RecordRefused(in_field(f"{prefix}{formula.field.name}", refused)) from None
        except FeelLimitError as error:
            words = _("This cannot be computed: %(why)s", why=localized(error))
            raise RecordRefused({f"{prefix}{formula.field.name}": words}) from None

    def _held(self, name: str) -> Any:
        if name in self.values:
            return self.values[name]
        if self._record is None:
            return self._type.field(name).empty
        if name not in self._before:
            self._before |= values_of(self._type, self._record, [name])
        return self._before[name]

    def _fields_of(self, rows: str) -> tuple[Field, ...]:
        fields: tuple[Field, ...] = self._type.field(rows).row_fields
        return fields


class RecordScope(Mapping[str, Any]):
    """The fields of a record as expressions see them, while they are being changed.

    Parameters:
        held: the typed value of a field by its name.
        views: of the command that changes the record.
    """

    def __init__(self, record_type: RecordType, held: Callable[[str], Any], views: Views) -> None:
        self._type, self._held, self._views = record_type, held, views
        self._read: dict[str, tuple[Any, Any]] = {}

    def __getitem__(self, name: str) -> Any:
        if name in (*WHOLE, self._type.name):
            return self
        held = self._held(name)
        if (
            name not in self._read or self._read[name][0] is not held
        ):  # a list of rows is long, and many formulas sum it
            self._read[name] = held, self._type.field(name).feel(held, self._views)
        return self._read[name][1]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (self._type.has_field(name) or name in (*WHOLE, self._type.name))

    def __iter__(self) -> Any:
        return (field.name for field in self._type.fields)

    def __len__(self) -> int:
        return len(self._type.fields)


class _RowScope(Mapping[str, Any]):
    """The fields of one row as expressions see them, each read when it is asked for."""

    def __init__(self, fields: Mapping[str, Field], row: Mapping[str, Any], views: Views) -> None:
        self._fields, self._row, self._views = fields, row, views

    def __getitem__(self, name: str) -> Any:
        return self._fields[name].feel(self._row.get(name), self._views)

    def __contains__(self, name: object) -> bool:
        return name in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


class _Layers(Mapping[str, Any]):
    """The fields of a row, and behind them those of its record."""

    def __init__(self, inner: Scope, outer: Scope) -> None:
        self._inner, self._outer = inner, outer

    def __getitem__(self, name: str) -> Any:
        return self._inner[name] if name in self._inner else self._outer[name]

    def __contains__(self, name: object) -> bool:
        return name in self._inner or name in self._outer

    def __iter__(self) -> Any:
        return iter({*self._inner, *self._outer})

    def __len__(self) -> int:
        return len({*self._inner, *self._outer})
