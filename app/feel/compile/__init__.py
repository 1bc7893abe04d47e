"""Compiling FEEL to closures: parsed and resolved once, evaluated as often as needed, by any number of threads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from ..analysis import Analysis, analyse, unknown_names
from ..errors import FeelLimitError, FeelNameError, Warning_
from ..limits import DEFAULT_LIMITS, Limits
from ..nodes import Node, UnaryTests
from ..parser import parse_expression, parse_unary_tests
from ..runtime import Frame, HostError, RootFrame, State
from ..types import FeelType
from ..values import Evaluation, Value
from . import basic, control, functions, operators, types
from .compiler import Compiler, Run

BUILDING = (basic, control, functions, operators, types)
"""The modules that register how nodes are compiled."""

Names = Collection[str] | Mapping[str, object] | None


class Compiled:
    """What expressions and unary tests have in common.

    :ivar source: the source.
    :ivar tree: its tree.
    """

    def __init__(
        self, source: str, tree: Node, names: Names, limits: Limits, types: Mapping[str, FeelType] | None
    ) -> None:
        self.source = source
        self.tree = tree
        self.names = names
        self.limits = limits
        known = None if names is None else frozenset(names)
        try:
            self.run: Run = Compiler(limits, known, types).run_of(tree)
        except RecursionError:
            raise FeelLimitError("limit-depth", limit=limits.nesting_depth) from None

    @cached_property
    def _analysis(self) -> Analysis:
        return analyse(self.tree, self.names)

    @property
    def reads(self) -> frozenset[tuple[str, ...]]:
        """The free paths that are read, each as long as it is static.

        ``deal.counterparty = null`` reads ``("deal", "counterparty")``; ``deals[amount > 5].name`` reads
        ``("deals",)``. Names of loops, parameters, context entries and built-in functions are not free. A name
        inside a filter may be a field of the item: it counts as free when ``names`` holds it or was not given.
        So does a built-in function's name where it is not called: a host may have a variable ``date``.
        """
        return self._analysis.reads

    def result_type(self, names: Mapping[str, FeelType] | None = None) -> FeelType:
        """The type of the value, as far as the source tells: a comparison gives ``BOOLEAN``, a name anything.

        :param names: types of names. What nothing is known of is :data:`app.feel.types.DYNAMIC`.
        """
        return types.infer(self.tree, names or {})

    def check_names(self, known: Collection[str] | Mapping[str, Collection[str] | None]) -> list[FeelNameError]:
        """The names that are read and not known, in the order of the source.

        :param known: the names there are; as a mapping also their fields (``None``: not known, anything goes).
        """
        return unknown_names(self._analysis, known)

    def _evaluate(self, frame: Frame) -> Value:
        with translating(frame.state):
            value = self.run(frame)
            if type(value) is list or type(value) is dict:
                check_result(value, self.limits)
            return value
        return None


@contextmanager
def translating(state: State) -> Iterator[None]:
    """Every failure of an evaluation becomes a limit error or null with a warning; the host's own pass through."""
    try:
        yield
    except FeelLimitError:
        raise
    except HostError as error:
        raise error.__cause__ or error from None
    except RecursionError:
        raise FeelLimitError("limit-recursion") from None
    except Exception as error:
        state.warn("internal", None, reason=type(error).__name__)


TEXTS_PER_RESULT = 10
"""How many texts of the greatest length a result may hold."""


def check_result(value: Value, limits: Limits) -> None:
    """Raise :class:`FeelLimitError` for a result that would be too large or too deep when it is written out."""
    count = characters = depth = 0
    level: list[Any] = [value]
    while level:
        depth += 1
        if depth > limits.result_depth:
            raise FeelLimitError("limit-result-depth", limit=limits.result_depth)
        inner: list[Any] = []
        for container in level:
            items = container
            if type(container) is dict:
                items = container.values()
                characters += sum(map(len, container))
            count += len(items)
            if count > limits.list_items:
                raise FeelLimitError("limit-list", limit=limits.list_items)
            for item in items:
                kind = type(item)
                if kind is str:
                    characters += len(item)
                elif kind is list or kind is dict:
                    inner.append(item)
        if characters > limits.string_length * TEXTS_PER_RESULT:
            raise FeelLimitError("limit-string", limit=limits.string_length * TEXTS_PER_RESULT)
        level = inner


class Expression(Compiled):
    """A compiled expression. Immutable: share it between threads, keep it."""

    def evaluate(self, scope: Mapping[str, object]) -> Value:
        """The value of the expression.

        :param scope: the names it may read: any mapping, of which only the keys that are asked are read.
        :return: a FEEL value, see :mod:`app.feel.values`; what FEEL calls an error is ``None``.
        :raises FeelLimitError: nothing else, except what the scope's own mappings raise.
        """
        frame = RootFrame(scope, self.limits)
        try:
            value = self.run(frame)
            if type(value) is list or type(value) is dict:
                check_result(value, self.limits)
            return value
        except Exception as error:
            with translating(frame.state):
                raise error
            return None

    def evaluate_with_warnings(self, scope: Mapping[str, object]) -> Evaluation:
        """As :meth:`evaluate`, with the reasons why parts are null."""
        warnings: list[Warning_] = []
        value = self._evaluate(Frame(NO_VALUES, None, scope, State(self.limits, warnings)))
        return Evaluation(value, tuple(warnings))


class Tests(Compiled):
    """Compiled unary tests. Immutable: share them between threads, keep them."""

    tree: UnaryTests

    def evaluate(self, input_value: object, scope: Mapping[str, object]) -> bool | None:
        """Whether a value passes; ``None`` where that cannot be told.

        :param input_value: what is tested, ``?`` in the tests.
        :param scope: as for :meth:`Expression.evaluate`; errors too.
        """
        return self.evaluate_with_warnings(input_value, scope, None).value  # type: ignore[no-any-return]

    def evaluate_with_warnings(
        self, input_value: object, scope: Mapping[str, object], warnings: list[Warning_] | None = None
    ) -> Evaluation:
        """As :meth:`evaluate`, with the reasons why a test cannot be told."""
        collected: list[Warning_] = [] if warnings is None else warnings
        state = State(self.limits, collected)
        frame = Frame([state.convert(input_value, None)], None, scope, state)
        return Evaluation(self._evaluate(frame), tuple(collected))


NO_VALUES: list[Value] = []


def compile_expression(
    source: str,
    *,
    names: Names = None,
    limits: Limits = DEFAULT_LIMITS,
    types: Mapping[str, FeelType] | None = None,
) -> Expression:
    """Compile an expression.

    :param names: every name in scope (they may contain spaces and signs), as a collection, or as a mapping
        name → its fields. ``None``: any name; then words that follow each other are one name.
    :param types: types of the host, for ``instance of`` and parameters.
    :raises FeelSyntaxError: with position and what was expected.
    :raises FeelLimitError: too long or nested too deeply.
    """
    return Expression(source, parse_expression(source, names=names, limits=limits), names, limits, types)


def compile_unary_tests(
    source: str,
    *,
    names: Names = None,
    limits: Limits = DEFAULT_LIMITS,
    types: Mapping[str, FeelType] | None = None,
) -> Tests:
    """Compile unary tests: ``> 5, [1..3], "a"``, ``-``, ``not(…)``, or a condition on ``?``.

    Parameters and errors as for :func:`compile_expression`.
    """
    return Tests(source, parse_unary_tests(source, names=names, limits=limits), names, limits, types)
