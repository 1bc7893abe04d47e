"""What an expression says whatever the process does: constant results, keys that it gives, dates that are none."""

from collections.abc import Iterator

from app.engine.ground.expressions import Expression
from app.feel import compile_expression, unparse
from app.feel.comparisons import compared_texts as texts_compared_in
from app.feel.comparisons import result_texts
from app.feel.nodes import Call, ContextLiteral, Literal, Name, walk

_TEMPORAL = frozenset({"date", "time", "date and time", "duration"})


def constant_results(expression: Expression) -> list[str]:
    """The texts that the expression may give: itself, or the ends of an `if`."""
    return list(result_texts(expression.compiled.tree))


def given_keys(expression: Expression) -> list[str]:
    """The keys of `{key: value, …}`; none when the expression is something else."""
    tree = expression.compiled.tree
    return [entry.key for entry in tree.entries] if isinstance(tree, ContextLiteral) else []


def texts_given_to(expression: Expression, name: str) -> Iterator[str]:
    """The texts that are written as the first argument of calls of a function."""
    for node in walk(expression.compiled.tree):
        if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name == name:
            for argument in node.arguments[:1]:
                yield from result_texts(argument)


def compared_texts(expression: Expression) -> Iterator[tuple[str, str]]:
    """The texts with which a name is compared, by the name; as of `app.feel.comparisons`."""
    return texts_compared_in(expression.compiled.tree)


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
