"""Boxed expressions (clause 10.2 of the standard) compiled to functions of a scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..types import ANY, FeelType
from ..values import Range
from .decision_table import compile_table
from .environment import Environment, Site
from .language import (
    FEEL_LANGUAGE,
    coerced,
    compile_literal,
    constant,
    invoke,
    is_function,
    make_function,
    range_items,
    show,
)
from .model import (
    Conditional,
    Context,
    ContextEntry,
    DecisionTable,
    Expression,
    Filter,
    FunctionDefinition,
    Invocation,
    Iteration,
    ListExpression,
    LiteralExpression,
    Relation,
    Variable,
)
from .runtime import Evaluator, Run, Scope


def compile_boxed(expression: Expression | None, environment: Environment, what: str = "") -> Evaluator:
    """A function that evaluates ``expression``; one that gives null for a missing expression.

    Never raises: what does not parse evaluates to null with a warning (and is an error of ``check``).
    """
    if expression is None:
        return constant(None)
    site = environment.site(what or environment.owner, element_id=expression.id, line=expression.line)
    evaluator = _compile(expression, environment, site)
    if expression.type_ref is None or isinstance(expression, FunctionDefinition):
        return evaluator
    return coerced(evaluator, environment.types.type_of(expression.type_ref), site)


def _compile(expression: Expression, environment: Environment, site: Site) -> Evaluator:
    match expression:
        case LiteralExpression():
            return compile_literal(expression, environment, site)
        case DecisionTable():
            return compile_table(expression, environment)
        case Context():
            return _context(expression, environment)
        case ListExpression():
            return _list(expression, environment)
        case Relation():
            return _relation(expression, environment)
        case Invocation():
            return _invocation(expression, environment, site)
        case FunctionDefinition():
            return compile_function(expression, environment, site.owner, ANY)
        case Conditional():
            return _conditional(expression, environment, site)
        case Filter():
            return _filter(expression, environment, site)
        case Iteration(kind="for"):
            return _for(expression, environment, site)
        case Iteration():
            return _quantified(expression, environment, site)
    raise TypeError(f"not a boxed expression: {type(expression).__name__}")


def _variable_site(environment: Environment, variable: Variable) -> Site:
    return environment.site(variable.name or "", element_id=variable.id, line=variable.line)


def _typed(evaluator: Evaluator, variable: Variable | None, environment: Environment) -> Evaluator:
    if variable is None or variable.type_ref is None:
        return evaluator
    return coerced(evaluator, environment.types.type_of(variable.type_ref), _variable_site(environment, variable))


def _context(expression: Context, environment: Environment) -> Evaluator:
    entries: list[tuple[str | None, Evaluator]] = []
    inside = environment
    for entry in expression.entries:
        name = None if entry.variable is None else entry.variable.name
        entries.append((name, _entry(entry, inside)))
        inside = inside.with_names([name])

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        values: dict[str, object] = {}
        inner = Scope(values, scope)
        for name, evaluator in entries:
            value = evaluator(inner, run)
            if name is None:
                return value
            values[name] = value
        return values

    return evaluate


def _entry(entry: ContextEntry, environment: Environment) -> Evaluator:
    name = entry.variable.name if entry.variable is not None and entry.variable.name else environment.owner
    return _typed(compile_boxed(entry.value, environment, name), entry.variable, environment)


def _list(expression: ListExpression, environment: Environment) -> Evaluator:
    items = [compile_boxed(item, environment) for item in expression.items]
    return lambda scope, run: [item(scope, run) for item in items]


def _relation(expression: Relation, environment: Environment) -> Evaluator:
    names = [column.name or "" for column in expression.columns]
    rows = [
        [
            _typed(compile_boxed(cell, environment, f"{name}[{number}]"), column, environment)
            for cell, name, column in zip(row, names, expression.columns, strict=True)
        ]
        for number, row in enumerate(expression.rows, 1)
    ]
    return lambda scope, run: [{name: cell(scope, run) for name, cell in zip(names, row, strict=True)} for row in rows]


def _invocation(expression: Invocation, environment: Environment, site: Site) -> Evaluator:
    called = compile_boxed(expression.called, environment)
    bindings = [
        (
            binding.parameter.name or "",
            _typed(
                compile_boxed(binding.value, environment, binding.parameter.name or ""), binding.parameter, environment
            ),
        )
        for binding in expression.bindings
    ]

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        function = called(scope, run)
        if not is_function(function):
            run.warn(site.problem("not-a-function", what=site.place))
            return None
        return invoke(function, {name: value(scope, run) for name, value in bindings}, site, run)

    return evaluate


def compile_function(
    expression: FunctionDefinition, environment: Environment, name: str, result: FeelType
) -> Evaluator:
    """A function that makes the function value in a scope; its body sees that scope and its parameters."""
    site = environment.site(name, element_id=expression.id, line=expression.line)
    if expression.kind != FEEL_LANGUAGE:

        def refuse(scope: Mapping[str, object], run: Run) -> object:
            run.warn(site.problem("function-external", kind=expression.kind))
            return None

        return refuse
    parameters = [
        (parameter.name or "", environment.types.type_of(parameter.type_ref)) for parameter in expression.parameters
    ]
    names = [parameter_name for parameter_name, _ in parameters]
    body = compile_boxed(expression.body, environment.with_names(names), name)
    if result != ANY:
        body = coerced(body, result, site)

    def make(scope: Mapping[str, object], run: Run) -> object:
        def call(*arguments: Any) -> object:
            run.enter()
            try:
                return body(Scope(bind_parameters(names, arguments), scope), run)
            finally:
                run.leave()

        return make_function(name, parameters, call)

    return make


def bind_parameters(names: Sequence[str], arguments: Sequence[object]) -> dict[str, object]:
    """Arguments by name; a name with dots (``Person.Name``) can also be read as a path, so its contexts are made."""
    bound = dict(zip(names, arguments, strict=True))
    for name, value in list(bound.items()):
        if "." in name:
            *path, last = name.split(".")
            target: dict[str, Any] = bound
            for step in path:
                inner = target.setdefault(step, {})
                if not isinstance(inner, dict):
                    break
                target = inner
            else:
                target.setdefault(last, value)
    return bound


def _conditional(expression: Conditional, environment: Environment, site: Site) -> Evaluator:
    condition = compile_boxed(expression.condition, environment, "if")
    then = compile_boxed(expression.then, environment, "then")
    otherwise = compile_boxed(expression.otherwise, environment, "else")

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        value = condition(scope, run)
        if value is True:
            return then(scope, run)
        if value is False or value is None:
            return otherwise(scope, run)
        run.warn(site.problem("not-boolean", what="if", value=show(value)))
        return None

    return evaluate


def _filter(expression: Filter, environment: Environment, site: Site) -> Evaluator:
    source = compile_boxed(expression.source, environment, "in")
    match = compile_boxed(expression.match, environment.with_names(["item"]), "match")

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        kept = []
        for item in _items(source(scope, run)):
            inner = (
                Scope(item, Scope({"item": item}, scope)) if isinstance(item, Mapping) else Scope({"item": item}, scope)
            )
            accepted = match(inner, run)
            if accepted is True:
                kept.append(item)
            elif accepted is not False and accepted is not None:
                run.warn(site.problem("not-boolean", what="match", value=show(accepted)))
                return None
        return kept

    return evaluate


def _items(value: object) -> Sequence[object]:
    """What an iterator runs over: a list; a range of whole numbers or dates; a single value as a list of it."""
    if isinstance(value, list):
        return value
    if isinstance(value, Range):
        return range_items(value)
    return [] if value is None else [value]


def _for(expression: Iteration, environment: Environment, site: Site) -> Evaluator:
    name = expression.variable
    source = compile_boxed(expression.source, environment, "in")
    result = compile_boxed(expression.result, environment.with_names([name, "partial"]), "return")
    reads_partial = not isinstance(expression.result, LiteralExpression) or "partial" in expression.result.text

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        results: list[object] = []
        domain = source(scope, run)
        if domain is None:
            run.warn(site.problem("not-a-list", what="in", value="null"))
            return None
        for item in _items(domain):
            values = {name: item, "partial": list(results)} if reads_partial else {name: item}
            results.append(result(Scope(values, scope), run))
        return results

    return evaluate


def _quantified(expression: Iteration, environment: Environment, site: Site) -> Evaluator:
    name = expression.variable
    source = compile_boxed(expression.source, environment, "in")
    condition = compile_boxed(expression.result, environment.with_names([name]), "satisfies")
    decisive = expression.kind == "some"

    def evaluate(scope: Mapping[str, object], run: Run) -> object:
        domain = source(scope, run)
        if domain is None:
            run.warn(site.problem("not-a-list", what="in", value="null"))
            return None
        outcome: bool | None = not decisive
        for item in _items(domain):
            value = condition(Scope({name: item}, scope), run)
            if value is decisive:
                outcome = decisive
            elif value is not (not decisive):
                run.warn(site.problem("not-boolean", what="satisfies", value=show(value)))
                return None
        return outcome

    return evaluate
