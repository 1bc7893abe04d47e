"""One evaluation of the requirements graph: input values, values of decisions, functions of knowledge models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..types import FeelType
from .boxed import bind_parameters
from .compiled_model import CompiledModel, result_type
from .graph import Found, evaluation_order
from .language import coerce_value, feel_value, make_function
from .model import BusinessKnowledgeModel, Decision, DecisionService, DrgElement, Import, InputData
from .runtime import DecisionTrace, Run, Scope

Key = tuple[str, str]


class Frame:
    """Values by element, for one call of ``evaluate`` or of a decision service.

    :param model: the model of the call.
    :param inputs: values by name; what no element declares is visible to every expression.
    :param run: counters, warnings and trace.
    :param given: values of input data and input decisions that are fixed by a service's arguments.
    """

    def __init__(
        self, model: CompiledModel, inputs: Mapping[str, object], run: Run, given: dict[Key, object] | None = None
    ):
        self._model = model
        self._inputs = inputs
        self._run = run
        self._values: dict[Key, object] = {} if given is None else given
        self._functions: dict[Key, object] = {}
        self._given = frozenset(self._values)

    def value_of(self, found: Found) -> object:
        """The value of a decision; what it requires is evaluated first, in order, without recursion."""
        for each in evaluation_order(found.graph, (found,), self._given):
            if each.key not in self._values:
                self._values[each.key] = self._decide(each)
        return self._values[found.key]

    def _decide(self, found: Found) -> object:
        decision = found.element
        assert isinstance(decision, Decision)
        model = self._model.of(found.graph)
        if decision.expression is None:
            return self._without_logic(decision, model)
        trace = DecisionTrace(decision.id, decision.name, found.graph.namespace)
        bindings: dict[str, object] = {}
        for each in found.graph.all(decision.required_inputs):
            _bind(bindings, each, self._input(each), trace)
        for each in found.graph.all(decision.required_decisions):
            _bind(bindings, each, self._values[each.key], trace)
        for each in found.graph.all(decision.required_knowledge):
            _bind(bindings, each, self.function(each), None)
        run = self._run
        run.current.append(trace)
        try:
            trace.value = model.compiled_decision(decision)(Scope(bindings, self._inputs), run)
        finally:
            run.current.pop()
        run.trace.append(trace)
        return trace.value

    def _without_logic(self, decision: Decision, model: CompiledModel) -> object:
        """A decision made elsewhere: its value may come with the inputs."""
        if decision.name in self._inputs:
            site = model.site_of(decision)
            return coerce_value(
                feel_value(self._inputs[decision.name], site, self._run),
                model.types.type_of(decision.variable.type_ref),
                site,
                self._run,
            )
        self._run.warn(model.site_of(decision).problem("decision-without-logic", name=decision.name))
        return None

    def _input(self, found: Found) -> object:
        if found.key not in self._values:
            element = found.element
            assert isinstance(element, InputData)
            model = self._model.of(found.graph)
            site = model.site_of(element)
            value = feel_value(self._given_input(element, found.through), site, self._run)
            kind = model.types.type_of(element.variable.type_ref)
            self._values[found.key] = coerce_value(value, kind, site, self._run)
        return self._values[found.key]

    def _given_input(self, element: InputData, through: Import | None) -> object:
        """The input's raw value: by name, or for imported input data also inside the import's name."""
        name = _name(element)
        if through is not None and through.name:
            inner = self._inputs.get(through.name)
            if isinstance(inner, Mapping) and name in inner:
                return inner[name]
        return self._inputs.get(name)

    # --- knowledge -------------------------------------------------------------------------------

    def function(self, found: Found) -> object:
        """The function value of a business knowledge model or decision service, made once."""
        if found.key not in self._functions:
            if isinstance(found.element, DecisionService):
                self._functions[found.key] = self._service_function(found, found.element)
            else:
                assert isinstance(found.element, BusinessKnowledgeModel)
                self._make_knowledge(found, found.element)
        return self._functions[found.key]

    def _make_knowledge(self, found: Found, element: BusinessKnowledgeModel) -> None:
        model = self._model.of(found.graph)
        bindings: dict[str, object] = {}
        scope = Scope(bindings)
        function = model.compiled_knowledge(element)(scope, self._run)
        # stored before its requirements are bound, so that knowledge models may call themselves
        self._functions[found.key] = function
        bindings[_name(element)] = function
        for each in found.graph.all(element.required_knowledge):
            _bind(bindings, each, self.function(each), None)

    def _service_function(self, found: Found, service: DecisionService) -> object:
        model = self._model.of(found.graph)
        parameters = service_parameters(found, service, self._model)
        keys = [key for _, _, key in parameters]
        names = [name for name, _, _ in parameters]

        def call(*arguments: Any) -> object:
            self._run.enter()
            try:
                return self.call_service(found, service, names, dict(zip(keys, arguments, strict=True)))
            finally:
                self._run.leave()

        result = result_type(model.types.type_of(service.variable.type_ref))
        return make_function(_name(service), [(name, kind) for name, kind, _ in parameters], call, result)

    def call_service(
        self, found: Found, service: DecisionService, names: list[str], given: dict[Key, object]
    ) -> object:
        """The output of a service: the value of its single output decision, or a context of several.

        Its decisions see its arguments and nothing else (clause 6.3.8).
        """
        arguments = bind_parameters(names, list(given.values()))
        frame = Frame(self._model, arguments, self._run, dict(given))
        outputs = list(found.graph.all(service.output_decisions))
        values = {_name(each.element): frame.value_of(each) for each in outputs}
        return next(iter(values.values())) if len(values) == 1 else values


def service_parameters(found: Found, service: DecisionService, model: CompiledModel) -> list[tuple[str, FeelType, Key]]:
    """Name, type and element of a service's parameters: input data first, then input decisions."""
    parameters = []
    for each in [*found.graph.all(service.input_data), *found.graph.all(service.input_decisions)]:
        assert isinstance(each.element, (InputData, Decision))
        kind = model.of(each.graph).types.type_of(each.element.variable.type_ref)
        parameters.append((_name(each.element), kind, each.key))
    return parameters


def _name(element: DrgElement) -> str:
    variable = getattr(element, "variable", None)
    return (variable.name if variable is not None else None) or element.name


def _bind(bindings: dict[str, Any], found: Found, value: object, trace: DecisionTrace | None) -> None:
    """Put a value under its name; for an imported element, inside a context named as the import."""
    name = _name(found.element)
    if found.through is None or not found.through.name:
        bindings[name] = value
        if found.element.name != name:
            bindings.setdefault(found.element.name, value)
    else:
        bindings.setdefault(found.through.name, {})[name] = value
        name = f"{found.through.name}.{name}"
    if trace is not None:
        trace.inputs[name] = value
