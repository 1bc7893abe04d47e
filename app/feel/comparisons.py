"""Which texts an expression compares what it reads with, as they are written."""

from collections.abc import Iterator

from .nodes import Binary, Call, Comparison, If, In, ListLiteral, Literal, Name, Node, Path, UnaryTests, walk


def compared_texts(tree: Node) -> Iterator[tuple[str, str]]:
    """The texts with which a name is compared, by the name: `deal.status = "new"`, `deal.status in ("new", "old")`."""
    for node in walk(tree):
        for left, right in _comparisons(node):
            name = dotted(left)
            yield from ((name, text) for text in _listed(right) if name)


def tested_texts(tests: UnaryTests, subject: str) -> Iterator[tuple[str, str]]:
    """The texts with which tests compare a value, `?` in them, which is called `subject` here."""
    for test in tests.tests:
        yield from ((subject, text) for text in _listed(test))
    for name, text in compared_texts(tests):
        yield subject if name == "?" else name, text


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
            yield from result_texts(node)


def dotted(node: Node) -> str:
    """`deal.status` as it is written; empty for everything that is no name."""
    match node:
        case Name(name=name):
            return name
        case Path(source=source, name=name):
            owner = dotted(source)
            return f"{owner}.{name}" if owner else ""
    return ""


def result_texts(node: Node) -> Iterator[str]:
    """The texts that an expression may give: itself, or the ends of an `if`."""
    if isinstance(node, If):
        yield from result_texts(node.then)
        yield from result_texts(node.otherwise)
    elif isinstance(node, Literal) and isinstance(node.value, str):
        yield node.value
