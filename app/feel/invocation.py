"""Calling functions: built-in ones, those that expressions define, and those of the host."""

from __future__ import annotations

from collections.abc import Sequence

from .errors import ValueProblem
from .registry import BUILT_INS
from .runtime import State
from .types import ANY, coerce
from .values import FunctionValue, Parameter, Value, from_python, type_name


def invoke(function: Value, arguments: list[Value], names: Sequence[str], state: State, position: int) -> Value:
    """The result of calling a value; null with a warning where it cannot be called so."""
    if type(function) is not FunctionValue:
        state.warn("not-a-function", position, type=type_name(function))
        return None
    try:
        return invoke_function(function, arguments, names, state)
    except ValueProblem as problem:
        state.warn(problem.code, position, **problem.parameters)
        return None


def invoke_function(function: FunctionValue, arguments: list[Value], names: Sequence[str], state: State) -> Value:
    """The result of calling a function. Raises :class:`ValueProblem` where it cannot be called so."""
    built_in = BUILT_INS.get(function.name)
    if built_in is not None and built_in.value is function:
        return built_in.invoke(arguments, names, state)
    parameters = function.parameters
    name = function.name or "function"
    if names:
        arguments = by_name(name, parameters, arguments, names)
    elif len(arguments) != len(parameters):
        raise ValueProblem("argument-count", function=name, count=len(arguments))
    for index, (parameter, value) in enumerate(zip(parameters, arguments, strict=True)):
        if parameter.type is ANY or value is None:
            continue
        if type(value) is list or type(value) is dict:
            state.weigh(value)
        converted = coerce(value, parameter.type)
        if converted is None:
            raise ValueProblem(
                "argument-type",
                function=name,
                name=parameter.name,
                expected=str(getattr(parameter.type, "name", "another type")),
                type=type_name(value),
            )
        arguments[index] = converted
    if function.invoke is not None:
        return function.invoke(arguments, state)
    state.spend(1)
    return coerce(from_python(function.call(*arguments)), function.result)


def by_name(
    function: str, parameters: tuple[Parameter, ...], arguments: list[Value], names: Sequence[str]
) -> list[Value]:
    """Named arguments in the order of the parameters; all must be given, each once."""
    given = dict(zip(names, arguments, strict=True))
    known = {parameter.name for parameter in parameters}
    for name in given:
        if name not in known:
            raise ValueProblem("argument-name", function=function, name=name)
    if len(given) != len(names):
        raise ValueProblem("argument-count", function=function, count=len(names))
    for parameter in parameters:
        if parameter.name not in given:
            raise ValueProblem("argument-missing", function=function, name=parameter.name)
    return [given[parameter.name] for parameter in parameters]
