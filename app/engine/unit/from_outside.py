"""Variables from outside: a process takes those of which its diagram speaks, whatever the door, and no others.

A program that starts a process, sends a message or a signal, does an external task or changes variables may give what
the diagram declares (process property `variables`), asks in a form, sets, or reads in an expression or decision table.
What the engine itself keeps is given by nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.engine.checks.names import REQUESTED_STATUS, variables_of
from app.engine.deploying import deployment
from app.engine.deploying.catalogue import Definition
from app.engine.deploying.read_files import ReadFiles
from app.engine.ground.elements import CallActivityElement, UserTaskElement
from app.engine.ground.errors import NotAllowedNow
from app.engine.ground.given import OWN_NAMES, given_variables
from app.engine.problems.problem import did_you_mean
from app.i18n import lazy_gettext as _

#: What the engine keeps in variables of its own.
KEPT = frozenset({"outcome", "signal", "result", "errorCode", "errorMessage", "loopCounter"}) | {
    "nrOfInstances",
    "nrOfCompletedInstances",
    "nrOfActiveInstances",
}


def taken_names(definition: Definition, *, called: bool = False) -> frozenset[str]:
    """The names that a process takes from outside.

    Parameters:
        called: those of all processes that it calls, too, which may hear for it.
    """
    found: set[str] = set()
    together, known = ReadFiles([]), {definition.key}
    waiting = [definition]
    while waiting:
        process = waiting.pop().drawn
        found |= variables_of(process, together)
        for node in process.all_nodes():
            element = node.element
            if isinstance(element, UserTaskElement):
                found.discard(f"{element.id}_outcome")
            if isinstance(element, CallActivityElement) and (called or element.pass_all_in or element.pass_all_out):
                other = deployment.latest_definition(element.called_key)
                if other is not None and other.key not in known:
                    known.add(other.key)
                    waiting.append(other)
    if REQUESTED_STATUS not in definition.drawn.variables:
        found.discard(REQUESTED_STATUS)
    return frozenset(found - KEPT - {*OWN_NAMES, definition.record_type or ""} | {*definition.drawn.variables})


def variables_for(
    definition: Definition, variables: Mapping[str, Any] | None, record_type: str | None = None
) -> dict[str, Any]:
    """The variables as a process takes them.

    Parameters:
        record_type: of the record that the process is about, when its diagram says none.

    Raises:
        NotAllowedNow: the diagram does not speak of a name, or as of `given_variables`.
    """
    return _taken(variables, [definition], taken_names(definition) if variables else frozenset(), record_type)


def variables_for_some(
    definitions: Iterable[Definition], variables: Mapping[str, Any] | None, record_type: str | None = None
) -> dict[str, Any]:
    """The same for what several processes hear at once: each name is one of which a diagram speaks.

    Raises:
        NotAllowedNow
    """
    heard = list({each.id: each for each in definitions}.values())
    names = frozenset[str]().union(*(taken_names(each, called=True) for each in heard)) if variables else frozenset()
    return _taken(variables, heard, names, record_type)


def part_for(definition: Definition, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the variables that a process takes."""
    taken = taken_names(definition) if variables else frozenset()
    return {name: value for name, value in variables.items() if name in taken}


def _taken(
    variables: Mapping[str, Any] | None,
    definitions: Sequence[Definition],
    names: frozenset[str],
    record_type: str | None,
) -> dict[str, Any]:
    found = given_variables(variables, record_type, *(each.record_type for each in definitions))
    foreign = sorted(found.keys() - names) if definitions else []
    if foreign:
        raise NotAllowedNow(
            _(
                'The process "%(key)s" does not take these variables: %(names)s. %(hint)s A variable that comes from'
                " outside is named in the process property “variables”.",
                key=", ".join(each.key for each in definitions),
                names=", ".join(name[:100] for name in foreign[:20]),
                hint=did_you_mean(foreign[0][:100], names),
            ),
            code="variableUndeclared",
            names=foreign[:100],
        )
    return found
