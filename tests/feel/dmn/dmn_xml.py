"""Small DMN files for the tests, put together from pieces of text."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def dmn(*elements: str, namespace: str = "test", name: str = "test", dmn_namespace: str = NAMESPACE) -> str:
    body = "\n".join(elements)
    return (
        f'<definitions xmlns="{dmn_namespace}" id="file" name={quoteattr(name)} namespace={quoteattr(namespace)}>\n'
        f"{body}\n</definitions>"
    )


def literal(text: str, type_ref: str | None = None) -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    return f"<literalExpression{kind}><text>{escape(text)}</text></literalExpression>"


def decision(
    name: str,
    logic: str = "",
    *,
    type_ref: str | None = None,
    inputs: Sequence[str] = (),
    decisions: Sequence[str] = (),
    knowledge: Sequence[str] = (),
) -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    required = "".join(
        [f'<informationRequirement><requiredInput href="{_href(each)}"/></informationRequirement>' for each in inputs]
        + [
            f'<informationRequirement><requiredDecision href="{_href(each)}"/></informationRequirement>'
            for each in decisions
        ]
        + [
            f'<knowledgeRequirement><requiredKnowledge href="{_href(each)}"/></knowledgeRequirement>'
            for each in knowledge
        ]
    )
    return f'<decision id="{name}" name="{name}"><variable name="{name}"{kind}/>{required}{logic}</decision>'


def input_data(name: str, type_ref: str | None = None) -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    return f'<inputData id="{name}" name="{name}"><variable name="{name}"{kind}/></inputData>'


def knowledge(
    name: str, parameters: Sequence[str], logic: str, *, type_ref: str | None = None, knowledge: Sequence[str] = ()
) -> str:
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    formal = "".join(_formal(each) for each in parameters)
    required = "".join(
        f'<knowledgeRequirement><requiredKnowledge href="#{each}"/></knowledgeRequirement>' for each in knowledge
    )
    return (
        f'<businessKnowledgeModel id="{name}" name="{name}"><variable name="{name}"{kind}/>'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>{required}</businessKnowledgeModel>"
    )


def _formal(parameter: str) -> str:
    name, _, kind = parameter.partition(":")
    return f'<formalParameter name="{name}"' + (f' typeRef="{kind}"' if kind else "") + "/>"


def _href(reference: str) -> str:
    return reference if "#" in reference else f"#{reference}"


def table(
    inputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    *,
    policy: str = "UNIQUE",
    aggregation: str | None = None,
    outputs: Sequence[str] = ("",),
    values: Sequence[str] = (),
    defaults: Sequence[str] = (),
    input_types: Sequence[str] = (),
    input_values: Sequence[str] = (),
) -> str:
    """A decision table: each rule is its input cells followed by its output cells."""
    parts = [
        f'<decisionTable id="table" hitPolicy="{policy}"' + (f' aggregation="{aggregation}"' if aggregation else "")
    ]
    parts.append(">")
    for number, text in enumerate(inputs):
        kind = f' typeRef="{input_types[number]}"' if number < len(input_types) else ""
        allowed = (
            f"<inputValues><text>{escape(input_values[number])}</text></inputValues>"
            if number < len(input_values) and input_values[number]
            else ""
        )
        parts.append(f"<input><inputExpression{kind}><text>{escape(text)}</text></inputExpression>{allowed}</input>")
    for number, name in enumerate(outputs):
        allowed = (
            f"<outputValues><text>{escape(values[number])}</text></outputValues>"
            if number < len(values) and values[number]
            else ""
        )
        default = (
            f"<defaultOutputEntry><text>{escape(defaults[number])}</text></defaultOutputEntry>"
            if number < len(defaults) and defaults[number]
            else ""
        )
        parts.append("<output" + (f' name="{name}"' if name else "") + f">{allowed}{default}</output>")
    for number, rule in enumerate(rules, 1):
        cells = "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in rule[: len(inputs)])
        results = "".join(f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in rule[len(inputs) :])
        parts.append(f'\n<rule id="rule{number}">{cells}{results}</rule>')
    parts.append("</decisionTable>")
    return "".join(parts)
