"""The deploy check of decision tables: hit policy, outputs, overlaps, gaps, rules that never decide."""

from __future__ import annotations

from collections.abc import Iterator

from .analysis import Domain, TableAnalysis
from .cells import constraint_of
from .constraints import Constraint
from .decision_table import CompiledTable
from .environment import Environment
from .errors import Problem
from .item_types import kind_of
from .language import constant_expression, parse_tests
from .model import DecisionTable, HitPolicy, InputClause, Text

MOST_COLUMNS = 60
MOST_RULES = 5_000
SINGLE = frozenset({HitPolicy.UNIQUE, HitPolicy.ANY, HitPolicy.FIRST, HitPolicy.PRIORITY})
NOT_CONSTANT = object()


def check_table(table: DecisionTable, environment: Environment) -> Iterator[Problem]:
    """Problems of a table as a whole; those of single cells are found with the other expressions."""
    compiled = CompiledTable(table, environment)
    yield from _check_policy(compiled)
    if len(table.inputs) > MOST_COLUMNS or len(table.rules) > MOST_RULES:
        yield compiled.site.problem("analysis-incomplete")
        return
    outputs = [_constant_outputs(compiled, row) for row in range(len(table.rules))]
    yield from _check_outputs(compiled, outputs)
    if not table.inputs:
        return
    domains = [_domain(clause, compiled.inputs[number].text, environment) for number, clause in enumerate(table.inputs)]
    analysis = TableAnalysis(compiled.constraints(), domains, len(table.rules))
    never = set()
    for row, column in analysis.never_matching():
        never.add(row)
        yield _rule_problem(compiled, row, "rule-never-matches", "warning", column=domains[column].label)
    yield from _check_overlaps(compiled, analysis, outputs)
    if table.hit_policy in SINGLE and all(output.default is None for output in table.outputs):
        for region in analysis.gaps():
            yield compiled.site.problem("rules-gap", example=region.example)
    yield from _check_covered(compiled, analysis, outputs, never)
    if not analysis.complete:
        yield compiled.site.problem("analysis-incomplete")


def _rule_problem(compiled: CompiledTable, row: int, code: str, severity: str, **parameters: object) -> Problem:
    rule = compiled.table.rules[row]
    site = compiled.environment.site(compiled.environment.owner, element_id=rule.id, line=rule.line, row=row + 1)
    return site.problem(code, severity=severity, more={**parameters, "row": row + 1})


def _check_policy(compiled: CompiledTable) -> Iterator[Problem]:
    table, site = compiled.table, compiled.site
    if table.aggregation is not None:
        if table.hit_policy is not HitPolicy.COLLECT:
            yield site.problem("aggregation-without-collect", severity="error")
        elif len(table.outputs) > 1 and table.aggregation.symbol != "#":
            yield site.problem("aggregation-several-outputs", severity="error", symbol=table.aggregation.symbol)
    ordered = table.hit_policy in (HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER)
    if ordered and all(output.ranking is None for output in compiled.outputs):
        yield site.problem("priority-without-values", severity="error", policy=table.hit_policy.value)


def _constant_outputs(compiled: CompiledTable, row: int) -> tuple[object, ...]:
    """The outputs of a rule, ``NOT_CONSTANT`` where they depend on something."""
    return tuple(
        constant_expression(entry.text, NOT_CONSTANT) if entry.text.strip() else None
        for entry in compiled.table.rules[row].outputs
    )


def _check_outputs(compiled: CompiledTable, outputs: list[tuple[object, ...]]) -> Iterator[Problem]:
    for row, values in enumerate(outputs):
        for number, value in enumerate(values):
            allowed = compiled.outputs[number].allowed
            if allowed is None or value is None or value is NOT_CONSTANT or allowed.error is not None:
                continue
            if allowed.compiled().evaluate(value, {}) is not True:
                text = compiled.table.rules[row].outputs[number].text.strip()
                yield _rule_problem(compiled, row, "output-not-allowed", "error", value=text, allowed=allowed.text)


def _check_overlaps(
    compiled: CompiledTable, analysis: TableAnalysis, outputs: list[tuple[object, ...]]
) -> Iterator[Problem]:
    policy = compiled.table.hit_policy
    if policy not in (HitPolicy.UNIQUE, HitPolicy.ANY):
        return
    for region in analysis.overlaps():
        first, second = region.rows
        parameters = {"first": first + 1, "second": second + 1, "example": region.example}
        if policy is HitPolicy.UNIQUE:
            yield _rule_problem(compiled, second, "rules-overlap", "error", **parameters)
        elif _texts(compiled, first) != _texts(compiled, second):
            certain = all(value is not NOT_CONSTANT for value in (*outputs[first], *outputs[second]))
            if not certain or outputs[first] != outputs[second]:
                severity = "error" if certain else "warning"
                yield _rule_problem(compiled, second, "rules-overlap-any", severity, **parameters)


def _texts(compiled: CompiledTable, row: int) -> tuple[str, ...]:
    return tuple(entry.text.strip() for entry in compiled.table.rules[row].outputs)


def _check_covered(
    compiled: CompiledTable, analysis: TableAnalysis, outputs: list[tuple[object, ...]], never: set[int]
) -> Iterator[Problem]:
    """Rules that stronger ones always beat: earlier ones (F), or those with outputs of higher priority (P)."""
    policy = compiled.table.hit_policy
    if policy is HitPolicy.FIRST:
        stronger = [(1 << row) - 1 for row in range(len(outputs))]
    elif policy is HitPolicy.PRIORITY:
        if any(value is NOT_CONSTANT for values in outputs for value in values):
            return
        ranks = [
            tuple(
                0 if output.ranking is None else output.ranking(value)
                for output, value in zip(compiled.outputs, values, strict=True)
            )
            for values in outputs
        ]
        stronger = [
            sum(1 << other for other, rank in enumerate(ranks) if rank < ranks[row]) for row in range(len(ranks))
        ]
    else:
        return
    for row, mask in enumerate(stronger):
        if mask and row not in never and analysis.covered(row, mask):
            yield _rule_problem(compiled, row, "rule-unreachable", "warning")


def _domain(clause: InputClause, text: str, environment: Environment) -> Domain:
    type_ref = clause.expression.type_ref if clause.expression is not None else None
    kind = kind_of(environment.types.type_of(type_ref))
    values = clause.values if clause.values is not None and clause.values.text.strip() else None
    return Domain(clause.label or text, kind, _allowed(values or environment.types.allowed_values(type_ref)))


def _allowed(values: Text | None) -> Constraint | None:
    tree = None if values is None else parse_tests(values.text)
    return None if tree is None else constraint_of(tree)
