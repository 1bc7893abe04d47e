"""What an expression says whatever the process does: constant results, keys that it gives, dates that are none."""

from collections.abc import Iterator

from app.engine.ground.expressions import Expression
from app.feel import compile_expression, unparse
from app.feel.nodes import (
    Binary,
    Call,
    Comparison,
    ContextLiteral,
    If,
    In,
    ListLiteral,
    Literal,
    Name,
    Node,
    Path,
    walk,
)

_TEMPORAL = frozenset({"date", "time", "date and time", "duration"})


def constant_results(expression: Expression) -> list[str]:
    """The texts that the expression may give: itself, or the ends of an `if`."""
    return list(_texts(expression.compiled.tree))


def given_keys(expression: Expression) -> list[str]:
    """The keys of `{key: value, …}`; none when the expression is something else."""
    tree = expression.compiled.tree
    return [entry.key for entry in tree.entries] if isinstance(tree, ContextLiteral) else []


def texts_given_to(expression: Expression, name: str) -> Iterator[str]:
    """The texts that are written as the first argument of calls of a function."""
    for node in walk(expression.compiled.tree):
        if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name == name:
            for argument in node.arguments[:1]:
                yield from _texts(argument)


def compared_texts(expression: Expression) -> Iterator[tuple[str, str]]:
    """The texts with which a name is compared, by the name: `deal.status = "new"`, `deal.status in ("new", "old")`."""
    for node in walk(expression.compiled.tree):
        for left, right in _comparisons(node):
            name = _dotted(left)
            yield from ((name, text) for text in _listed(right) if name)


def _comparisons(node: Node) -> Iterator[tuple[Node, Node]]:
    """What a node compares with what; of an equation either side may be the name."""
    match node:
        case Binary(operator="=" | "!=", left=left, right=right):
            yield from ((left, right), (right, left))
        case In(value=value, tests=tests):
            yield from ((value, test) for test in tests)
        case Call(function=Name(name="list contains"), arguments=(listed, value)):
            yield value, listed


def _listed(node: Node) -> Iterator[str]:
    match node:
        case ListLiteral(items=items):
            for item in items:
                yield from _listed(item)
        case Comparison(operator="=" | "!=", operand=operand):
            yield from _listed(operand)
        case _:
            yield from _texts(node)


def _dotted(node: Node) -> str:
    """`deal.status` as it is written; empty for everything that is no name."""
    match node:
        case Name(name=name):
            return name
        case Path(source=source, name=name):
            owner = _dotted(source)
            return f"{owner}.{name}" if owner else ""
    return ""


def malformed_times(expression: Expression) -> Iterator[tuple[str, int]]:
    """Calls such as `duration("1 day")` that are always null, as they are written and where (from 0)."""
    for node in walk(expression.compiled.tree):
        if (
            isinstance(node, Call)
            and isinstance(node.function, Name)
            and node.function.name in _TEMPORAL
            and len(node.arguments) == 1
            and isinstance(node.arguments[0], Literal)
            and isinstance(node.arguments[0].value, str)
        ):
            source = unparse(node)
            if compile_expression(source).evaluate({}) is None:
                yield source, node.position


def _texts(node: Node) -> Iterator[str]:
    if isinstance(node, If):
        yield from _texts(node.then)
        yield from _texts(node.otherwise)
    elif isinstance(node, Literal) and isinstance(node.value, str):
        yield node.value
