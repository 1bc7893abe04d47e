"""Function definitions and invocations."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence

from .. import nodes
from ..builtins import BUILT_INS
from ..errors import ValueProblem
from ..invocation import invoke
from ..registry import BuiltIn
from ..runtime import Frame, State
from ..types import ANY, FeelType
from ..values import FunctionValue, Parameter, Value
from .basic import MISSING, failing, read
from .compiler import Compiler, Run, StaticScope, builds
from .control import size_of
from .types import UnknownType, infer, type_of


@builds(nodes.FunctionDefinition)
def definition(compiler: Compiler, node: nodes.FunctionDefinition) -> Run:
    """``function(…) body``: a value that remembers where it was made."""
    if node.external:
        return failing("external-function", node.position)
    try:
        kinds = [ANY if each.type is None else type_of(each.type, compiler.types) for each in node.parameters]
    except UnknownType as problem:
        return failing("unknown-type", node.position, name=str(problem))
    names = [each.name for each in node.parameters]
    parameters = tuple(Parameter(name, kind) for name, kind in zip(names, kinds, strict=True))
    result: FeelType = infer(node.body, dict(zip(names, kinds, strict=True)))
    body = compiler.inner(node.body, StaticScope({name: index for index, name in enumerate(names)}))
    cost = size_of(node.body)

    def run(frame: Frame) -> Value:
        def invoke(arguments: list[Value], state: State) -> Value:
            state.spend(cost)
            return body(Frame(arguments, frame, frame.scope, state))

        return FunctionValue("", parameters, lambda *arguments: invoke(list(arguments), frame.state), result, invoke)

    return run


@builds(nodes.Call)
def call(compiler: Compiler, node: nodes.Call) -> Run:
    """``function(argument, …)``."""
    arguments = [compiler.run_of(argument) for argument in node.arguments]
    names, position = node.names, node.position
    if isinstance(node.function, nodes.Name) and not compiler.is_local(node.function.name):
        return call_by_name(compiler, node.function.name, arguments, names, position)
    function = compiler.run_of(node.function)
    fallback = BUILT_INS.get(node.function.name) if isinstance(node.function, nodes.Name) else None

    def run(frame: Frame) -> Value:
        target = function(frame)
        if fallback is not None and type(target) is not FunctionValue:
            target = fallback.value
        return invoke(target, [argument(frame) for argument in arguments], names, frame.state, position)

    return run


def call_by_name(compiler: Compiler, name: str, arguments: list[Run], names: Sequence[str], position: int) -> Run:
    """A call of a function of the host or of a built-in one."""
    built_in = BUILT_INS.get(name)
    if built_in is not None and (compiler.known is None or name not in compiler.known):
        return call_built_in(built_in, arguments, names, position)

    def run(frame: Frame) -> Value:
        target = read(frame.scope, name)
        if built_in is not None and type(target) is not FunctionValue:
            target = built_in.value
        if target is MISSING:
            return warn_unknown(frame, name, position)
        return invoke(target, [argument(frame) for argument in arguments], names, frame.state, position)

    return run


def warn_unknown(frame: Frame, name: str, position: int) -> None:
    """Note that a function is not known, and which one may have been meant."""
    close = difflib.get_close_matches(name, BUILT_INS, n=1)
    if close:
        frame.state.warn("unknown-function-suggestion", position, name=name, suggestion=close[0])
    else:
        frame.state.warn("unknown-function", position, name=name)


def call_built_in(built_in: BuiltIn, arguments: list[Run], names: Sequence[str], position: int) -> Run:
    """A call of a built-in function; which of its signatures is meant is decided once."""
    try:
        implementation: Callable[[list[Value], State], Value] = built_in.bind(len(arguments), tuple(names))
    except ValueProblem as problem:
        return failing(problem.code, position, **problem.parameters)

    def run(frame: Frame) -> Value:
        state = frame.state
        try:
            return implementation([argument(frame) for argument in arguments], state)
        except ValueProblem as problem:
            state.warn(problem.code, position, **problem.parameters)
            return None

    return run
