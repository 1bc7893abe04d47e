"""With which texts a decision compares what it reads: in expressions, and in the cells of its tables."""

from __future__ import annotations

from collections.abc import Iterator

from ..comparisons import compared_texts, dotted, tested_texts
from ..errors import FeelError
from .check import provided_names
from .compiled_model import CompiledModel
from .graph import Found, evaluation_order
from .language import is_feel, parse_source, parse_tests
from .model import Decision
from .pieces import Piece, parts_of

Compared = tuple[str, str]


def compared_in(model: CompiledModel, decision: Decision) -> frozenset[Compared]:
    """Names of the scope, `deal.status`, and texts, through all that a decision requires."""
    found: set[Compared] = set()
    for each in evaluation_order(model.graph, (Found(decision, model.graph, None),)):
        element = each.element
        assert isinstance(element, Decision)
        owner = model.of(each.graph)
        environment = owner.environment(element)
        for part in parts_of(element.expression, environment):
            if isinstance(part, Piece) and is_feel(part.language or environment.language):
                own = (part.environment.names - environment.names) | provided_names(owner, element)
                found.update(one for one in _of_piece(part) if one[0].partition(".")[0] not in own | {"?", ""})
    return frozenset(found)


def _of_piece(piece: Piece) -> Iterator[Compared]:
    try:
        if not piece.tests:
            yield from compared_texts(parse_source(piece.text))
            return
        subject = dotted(parse_source(piece.subject)) if piece.subject.strip() else ""
    except FeelError:  # said where the file is checked
        return
    tests = parse_tests(piece.text)
    if tests is not None:
        yield from tested_texts(tests, subject)
