"""Decision tables (clause 8 of the standard) compiled once: inputs, cells, index, hit policy, outputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..types import ANY
from .cells import constraint_of
from .constraints import ANY as ANY_VALUE
from .constraints import Constraint
from .environment import Environment, Site
from .hit_policies import MULTIPLE, Decided, Hit, Outputs, aggregate, decide
from .index import TableIndex, build_index
from .language import CompiledTests, coerced, compile_literal, compile_tests, compile_value_list, constant, equal, show
from .model import Aggregation, DecisionTable, HitPolicy, InputClause, LiteralExpression, OutputClause, Text
from .runtime import Evaluator, RuleTrace, Run, TableTrace


def compile_table(table: DecisionTable, environment: Environment) -> Evaluator:
    """A function that evaluates the table in a scope and adds its trace to the run."""
    return CompiledTable(table, environment).evaluate


@dataclass(slots=True)
class CompiledInput:
    """An input column: its text, its value, its allowed values."""

    text: str
    evaluate: Evaluator
    allowed: CompiledTests | None
    site: Site


@dataclass(slots=True)
class CompiledOutput:
    """An output column. ``ranking`` gives the place of a value in the output values, the first is the strongest."""

    name: str
    clause: OutputClause
    allowed: CompiledTests | None
    ranking: Callable[[object], int] | None
    default: Evaluator | None
    site: Site


@dataclass(slots=True)
class CompiledTable:
    """A table ready to evaluate; cells and outputs are compiled when first needed."""

    table: DecisionTable
    environment: Environment
    inputs: list[CompiledInput] = field(init=False)
    outputs: list[CompiledOutput] = field(init=False)
    cells: list[list[CompiledTests]] = field(init=False)
    index: TableIndex | None = field(init=False)
    site: Site = field(init=False)
    _entries: list[list[Evaluator] | None] = field(init=False)

    def __post_init__(self) -> None:
        table, environment = self.table, self.environment
        self.site = environment.site(environment.owner, element_id=table.id, line=table.line)
        self.inputs = [self._input(clause, number) for number, clause in enumerate(table.inputs, 1)]
        self.outputs = [self._output(clause, number) for number, clause in enumerate(table.outputs, 1)]
        self.cells = [
            [self._cell(rule.inputs[column], row, column) for row, rule in enumerate(table.rules)]
            for column in range(len(table.inputs))
        ]
        self.index = build_index(self.constraints(), len(table.rules))
        self._entries = [None] * len(table.rules)

    def constraints(self) -> list[list[Constraint | None]]:
        """What the cells accept, by column and row; ``None`` for a cell that has to be evaluated."""
        return [[_constraint(cell) for cell in column] for column in self.cells]

    # --- compiling -------------------------------------------------------------------------------

    def _input(self, clause: InputClause, number: int) -> CompiledInput:
        expression = clause.expression
        text = (expression.text.strip() if expression is not None else "") or clause.label or f"#{number}"
        site = self.environment.site(
            clause.label or text,
            element_id=clause.id,
            line=expression.text_line if expression else clause.line,
            column=number,
        )
        if expression is None or not expression.text.strip():
            return CompiledInput(text, constant(None), None, site)
        evaluate = compile_literal(expression, self.environment, site)
        kind = self.environment.types.type_of(expression.type_ref)
        if kind != ANY:
            evaluate = coerced(evaluate, kind, site)
        return CompiledInput(text, evaluate, self._allowed(clause.values, site), site)

    def _allowed(self, values: Text | None, site: Site) -> CompiledTests | None:
        if values is None or not values.text.strip():
            return None
        tests = compile_tests(values, self.environment, site)
        return None if tests.is_any else tests

    def _output(self, clause: OutputClause, number: int) -> CompiledOutput:
        column = len(self.table.inputs) + number
        name = clause.name or clause.label or self.table.output_label or self.environment.owner
        site = self.environment.site(name, element_id=clause.id, line=clause.line, column=column)
        values = clause.values if clause.values is not None and clause.values.text.strip() else None
        ranking = values or self._type_values(clause)
        return CompiledOutput(
            name=name,
            clause=clause,
            allowed=self._allowed(values, site),
            ranking=None if ranking is None else compile_value_list(ranking, self.environment, site),
            default=None if clause.default is None else self._entry(clause.default, clause, None, column),
            site=site,
        )

    def _type_values(self, clause: OutputClause) -> Text | None:
        """Without output values the allowed values of the output's type give the order."""
        return self.environment.types.allowed_values(clause.type_ref or self.table.type_ref)

    def _cell(self, text: Text, row: int, column: int) -> CompiledTests:
        clause = self.table.inputs[column]
        site = self.environment.site(
            clause.label or self.inputs[column].text, element_id=text.id, line=text.line, row=row + 1, column=column + 1
        )
        return compile_tests(text, self.environment, site)

    def _entry(self, entry: LiteralExpression, clause: OutputClause, row: int | None, column: int) -> Evaluator:
        site = self.environment.site(
            clause.name or clause.label or self.environment.owner,
            element_id=entry.id,
            line=entry.text_line,
            row=row,
            column=column,
        )
        if not entry.text.strip():
            return constant(None)
        evaluate = compile_literal(entry, self.environment, site)
        return coerced(evaluate, self.environment.types.type_of(clause.type_ref), site) if clause.type_ref else evaluate

    def entries(self, row: int) -> list[Evaluator]:
        """The outputs of a rule."""
        entries = self._entries[row]
        if entries is None:
            first = len(self.table.inputs) + 1
            entries = [
                self._entry(entry, output.clause, row + 1, first + number)
                for number, (entry, output) in enumerate(zip(self.table.rules[row].outputs, self.outputs, strict=True))
            ]
            self._entries[row] = entries
        return entries

    # --- evaluating ------------------------------------------------------------------------------

    def evaluate(self, scope: Mapping[str, object], run: Run) -> object:
        """The value of the table in a scope; null with a warning where its hit policy is violated."""
        values = [clause.evaluate(scope, run) for clause in self.inputs]
        for clause, value in zip(self.inputs, values, strict=True):
            if value is not None and clause.allowed is not None and not clause.allowed.accepts(value, scope, run):
                run.warn(
                    clause.site.problem(
                        "value-not-allowed", what=clause.site.place, value=show(value), allowed=clause.allowed.text
                    )
                )
                self._record(run, values, (), Decided(()), by_default=False)
                return None
        rows = self.matching(values, scope, run)
        if not rows:
            return self._without_match(values, scope, run)
        decided = decide(
            self.table.hit_policy, rows, lambda row: self._outputs(row, scope, run), _equal_outputs, self._rank
        )
        self._record(run, values, rows, decided, by_default=False)
        if decided.code is not None:
            run.warn(self.site.problem(decided.code, more=decided.parameters))
            return None
        return self._value(decided.hits, run)

    def matching(self, values: Sequence[object], scope: Mapping[str, object], run: Run) -> list[int]:
        """The numbers (from 0) of the rules that match the input values."""
        if self.index is not None:
            candidates = self.index.candidates(values)
        else:
            columns = tuple(range(len(values)))
            candidates = [(row, columns) for row in range(len(self.table.rules))]
        first_only = self.table.hit_policy is HitPolicy.FIRST
        rows = []
        for row, open_columns in candidates:
            if all(self.cells[column][row].accepts(values[column], scope, run) for column in open_columns):
                rows.append(row)
                if first_only:
                    break
        return rows

    def _outputs(self, row: int, scope: Mapping[str, object], run: Run) -> Outputs:
        return tuple(
            self._allowed_output(output, entry(scope, run), row, scope, run)
            for output, entry in zip(self.outputs, self.entries(row), strict=True)
        )

    def _allowed_output(
        self, output: CompiledOutput, value: object, row: int, scope: Mapping[str, object], run: Run
    ) -> object:
        if value is not None and output.allowed is not None and not output.allowed.accepts(value, scope, run):
            run.warn(
                output.site.problem("output-not-allowed", row=row + 1, value=show(value), allowed=output.allowed.text)
            )
            return None
        return value

    def _rank(self, outputs: Outputs) -> tuple[int, ...]:
        return tuple(
            0 if output.ranking is None else output.ranking(value)
            for output, value in zip(self.outputs, outputs, strict=True)
        )

    def _value(self, hits: tuple[Hit, ...], run: Run) -> object:
        policy, aggregation = self.table.hit_policy, self.table.aggregation
        if policy not in MULTIPLE:
            return self._row_value(hits[0].outputs)
        if policy is not HitPolicy.COLLECT or aggregation is None:
            return [self._row_value(hit.outputs) for hit in hits]
        if len(self.outputs) > 1 and aggregation is not Aggregation.COUNT:
            run.warn(self.site.problem("aggregation-several-outputs", symbol=aggregation.symbol))
            return None
        values = [self._row_value(hit.outputs) for hit in hits]
        value, code = aggregate(aggregation, values)
        if code is not None:
            run.warn(self.site.problem(code, symbol=aggregation.symbol, value=show(values)))
        return value

    def _row_value(self, outputs: Outputs) -> object:
        if len(self.outputs) == 1:
            return outputs[0]
        return {output.name: value for output, value in zip(self.outputs, outputs, strict=True)}

    def _without_match(self, values: Sequence[object], scope: Mapping[str, object], run: Run) -> object:
        has_default = any(output.default is not None for output in self.outputs)
        if not has_default:
            self._record(run, values, (), Decided(()), by_default=False)
            if self.table.hit_policy is HitPolicy.COLLECT and self.table.aggregation is not None:
                return aggregate(self.table.aggregation, [])[0]
            return [] if self.table.hit_policy in MULTIPLE else None
        defaults = tuple(None if output.default is None else output.default(scope, run) for output in self.outputs)
        self._record(run, values, (), Decided((Hit(-1, defaults),)), by_default=True)
        if self.table.hit_policy in MULTIPLE and self.table.aggregation is None:
            value = self._row_value(defaults)
            return value if isinstance(value, list) else [value]
        return self._row_value(defaults)

    def _record(
        self, run: Run, values: Sequence[object], rows: Sequence[int], decided: Decided, *, by_default: bool
    ) -> None:
        if not run.current:
            return
        names = [output.name for output in self.outputs]
        rules = self.table.rules
        run.current[-1].tables.append(
            TableTrace(
                element_id=self.table.id,
                hit_policy=self.table.hit_policy.value,
                inputs=tuple((clause.text, value) for clause, value in zip(self.inputs, values, strict=True)),
                matched=tuple(row + 1 for row in rows),
                rules=tuple(
                    RuleTrace(
                        number=hit.row + 1,
                        id=rules[hit.row].id if hit.row >= 0 else None,
                        outputs=dict(zip(names, hit.outputs, strict=True)),
                        annotations=rules[hit.row].annotations if hit.row >= 0 else (),
                    )
                    for hit in decided.hits
                ),
                by_default=by_default,
            )
        )


def _equal_outputs(first: Outputs, second: Outputs) -> bool:
    return all(equal(one, other) for one, other in zip(first, second, strict=True))


def _constraint(cell: CompiledTests) -> Constraint | None:
    if cell.is_any:
        return ANY_VALUE
    return None if cell.tree is None or cell.error is not None else constraint_of(cell.tree)
