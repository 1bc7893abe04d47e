"""Makes a failing case smaller while it still fails: fewer steps, fewer elements."""

from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.engine.random_processes.model import Flow, Model, Node, Scope
from tests.engine.random_processes.steps import Step

Case = tuple[Model, list[Step]]
_CHOOSING = frozenset({"exclusiveGateway", "inclusiveGateway"})


def shrink(case: Case, fails: Callable[[Model, list[Step]], bool], most_tries: int = 500) -> Case:
    """The smallest case that was found.

    Parameters:
        case: a model and a path that fail.
        fails: says whether another one fails too.
        most_tries: how many are tried at most.
    """
    tries = 0
    smaller = True
    while smaller:
        smaller = False
        for candidate in _smaller(case):
            tries += 1
            if tries > most_tries:
                return case
            if fails(*candidate):
                case, smaller = candidate, True
                break
    return case


def _smaller(case: Case) -> Iterator[Case]:
    model, steps = case
    yield model, steps[:1]
    for index in range(len(steps) - 1, 0, -1):
        yield model, steps[:index] + steps[index + 1 :]
    for change in (_without_node, _past_node, _without_flow, _without_insides, _without_settings):
        for scope_index, scope in enumerate(model.all_scopes()):
            for index in range(max(len(scope.nodes), len(scope.flows))):
                copied = deepcopy(model)
                own = list(copied.all_scopes())[scope_index]
                if change(own, index):
                    repair(copied)
                    yield copied, steps


def _node(scope: Scope, index: int) -> Node | None:
    nodes = list(scope.nodes.values())
    return nodes[index] if index < len(nodes) and nodes[index].tag != "startEvent" else None


def _without_node(scope: Scope, index: int) -> bool:
    node = _node(scope, index)
    if node is not None:
        del scope.nodes[node.id]
    return node is not None


def _past_node(scope: Scope, index: int) -> bool:
    """Leave an element out: what led to it leads to what comes after it."""
    node = _node(scope, index)
    following = scope.outgoing(node.id) if node is not None else []
    if node is None or len(following) != 1 or following[0].target == node.id:
        return False
    for flow in scope.incoming(node.id):
        flow.target = following[0].target
    del scope.nodes[node.id]
    return True


def _without_flow(scope: Scope, index: int) -> bool:
    if index >= len(scope.flows):
        return False
    del scope.flows[index]
    return True


def _without_insides(scope: Scope, index: int) -> bool:
    """A plain task in the place of a sub-process or call."""
    node = _node(scope, index)
    if node is None or node.tag not in ("subProcess", "callActivity"):
        return False
    node.tag, node.inner, node.calls, node.passed, node.given = "userTask", None, None, (), ()
    return True


def _without_settings(scope: Scope, index: int) -> bool:
    node = _node(scope, index)
    if node is None or node.repeat is None:
        return False
    if node.repeat.enough is not None or node.repeat.collection is not None:
        node.repeat.enough = node.repeat.collect = node.repeat.collection = None
    else:
        node.repeat = None
    return True


def repair(model: Model) -> None:
    """Take away what hangs in the air after something was taken away."""
    for scope in list(model.all_scopes()):
        _drop_unreachable(scope)
        _repair_choices(scope)
    called = {node.calls for node in model.all_nodes()}
    model.processes[1:] = [process for process in model.processes[1:] if process.id in called]


def _drop_unreachable(scope: Scope) -> None:
    scope.flows = [flow for flow in scope.flows if flow.source in scope.nodes and flow.target in scope.nodes]
    reached: set[str] = set()
    pending = [node.id for node in scope.nodes.values() if node.tag == "startEvent" or node.is_beside]
    while pending:
        current = pending.pop()
        if current in reached or current not in scope.nodes:
            continue
        reached.add(current)
        pending += [flow.target for flow in scope.outgoing(current)]
        pending += [edge.id for edge in scope.boundary_of(current)]
        pending += [target.id for target in scope.link_targets(scope.nodes[current])]
    scope.nodes = {node_id: node for node_id, node in scope.nodes.items() if node_id in reached}
    seen: set[tuple[str, str]] = set()
    kept: list[Flow] = []
    for flow in scope.flows:
        if flow.source in reached and flow.target in reached and (flow.source, flow.target) not in seen:
            seen.add((flow.source, flow.target))
            kept.append(flow)
    scope.flows = kept


def _repair_choices(scope: Scope) -> None:
    for node in scope.nodes.values():
        flows = scope.outgoing(node.id)
        conditional = [flow for flow in flows if flow.condition is not None]
        if len(flows) == 1:
            flows[0].condition, flows[0].default = None, False
        elif (node.tag in _CHOOSING or conditional) and not any(flow.default for flow in flows) and flows:
            flows[-1].condition, flows[-1].default = None, True
