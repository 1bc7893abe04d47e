"""From an XML document to the elements of :mod:`.model`; boxed expressions are in ``parse_expressions``."""

from __future__ import annotations

from typing import TypedDict

from .errors import DmnError, Problem, ProblemCollector
from .model import (
    BusinessKnowledgeModel,
    Decision,
    DecisionService,
    Definitions,
    DrgElement,
    FunctionDefinition,
    FunctionItem,
    Import,
    InputData,
    ItemDefinition,
    KnowledgeSource,
    Reference,
    Variable,
)
from .parse_expressions import ExpressionParser
from .xml_reader import DEFAULT_XML_LIMITS, Document, Element, XmlLimits, read_xml

NAMESPACES = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
}


class _Identity(TypedDict):
    id: str
    name: str
    label: str | None
    line: int
    description: str | None


def parse_definitions(
    source: bytes | str, *, file_name: str | None = None, limits: XmlLimits = DEFAULT_XML_LIMITS
) -> Definitions:
    """Read a DMN file (1.1 to 1.5).

    :raises DmnError: every structural error of the file at once: XML, missing parts, doubled ids, wrong row widths.
    """
    document = read_xml(source, file_name=file_name, limits=limits)
    root = document.root
    if root.name != "definitions" or root.namespace not in NAMESPACES:
        found = f"{root.name} ({root.namespace})" if root.namespace else root.name
        raise DmnError([Problem("not-dmn", {"found": found}, line=root.line, file_name=file_name)])
    return _DefinitionsParser(document, file_name).parse()


class _DefinitionsParser:
    def __init__(self, document: Document, file_name: str | None) -> None:
        self._document = document
        self._root = document.root
        self._problems = ProblemCollector(file_name)
        self._imports = tuple(self._import(child) for child in self._root.named("import"))
        self._namespace = self._root.attributes.get("namespace", "")
        self._expressions = ExpressionParser(self._problems, self._type_ref)
        self._anonymous = 0

    def parse(self) -> Definitions:
        elements: dict[str, DrgElement] = {}
        for child in self._root.children:
            if child.namespace != self._root.namespace:
                continue
            element = self._drg_element(child)
            if element is None:
                continue
            if element.id in elements:
                self._problems.add(
                    "id-duplicate", element_id=element.id, element_name=element.name, line=element.line, id=element.id
                )
            elements[element.id] = element
        self._check_names(elements)
        item_definitions = tuple(self._item_definition(child) for child in self._root.named("itemDefinition"))
        self._problems.raise_errors()
        return Definitions(
            id=self._root.attributes.get("id"),
            name=self._root.attributes.get("name"),
            line=self._root.line,
            namespace=self._namespace,
            version=NAMESPACES[self._root.namespace],
            expression_language=self._root.attributes.get("expressionLanguage"),
            imports=self._imports,
            item_definitions=item_definitions,
            elements=elements,
        )

    def _check_names(self, elements: dict[str, DrgElement]) -> None:
        seen: set[str] = set()
        for element in elements.values():
            if isinstance(element, KnowledgeSource):
                continue
            if not element.name:
                self._problems.add(
                    "element-missing", element_id=element.id, line=element.line, element=element.id, missing="name"
                )
            elif element.name in seen:
                self._problems.add(
                    "name-duplicate",
                    element_id=element.id,
                    element_name=element.name,
                    line=element.line,
                    name=element.name,
                )
            seen.add(element.name)

    def _import(self, element: Element) -> Import:
        return Import(
            id=element.attributes.get("id"),
            name=element.attributes.get("name", "").strip(),
            line=element.line,
            namespace=element.attributes.get("namespace", ""),
            import_type=element.attributes.get("importType", ""),
        )

    def _drg_element(self, element: Element) -> DrgElement | None:
        match element.name:
            case "decision":
                return self._decision(element)
            case "inputData":
                identity = self._identity(element)
                return InputData(variable=self._variable_of(element, identity["name"]), **identity)
            case "businessKnowledgeModel":
                return self._business_knowledge_model(element)
            case "decisionService":
                return self._decision_service(element)
            case "knowledgeSource":
                return KnowledgeSource(**self._identity(element))
        return None

    def _identity(self, element: Element) -> _Identity:
        name = " ".join(element.attributes.get("name", "").split())
        element_id = element.attributes.get("id")
        if not element_id:
            self._anonymous += 1
            element_id = name or f"{element.name} {self._anonymous}"
        description = element.first("description")
        return {
            "id": element_id,
            "name": name,
            "label": element.attributes.get("label"),
            "line": element.line,
            "description": description.text.strip() if description is not None else None,
        }

    def _variable_of(self, element: Element, name: str) -> Variable:
        child = element.first("variable")
        if child is None:
            return Variable(name=name, line=element.line)
        variable = self._expressions.variable(child)
        return variable if variable.name else Variable(id=variable.id, name=name, type_ref=variable.type_ref)

    def _decision(self, element: Element) -> Decision:
        identity = self._identity(element)
        information = list(element.named("informationRequirement"))
        question, answers = element.first("question"), element.first("allowedAnswers")
        return Decision(
            variable=self._variable_of(element, identity["name"]),
            question=question.text.strip() if question is not None else None,
            allowed_answers=answers.text.strip() if answers is not None else None,
            required_inputs=self._references(information, "requiredInput"),
            required_decisions=self._references(information, "requiredDecision"),
            required_knowledge=self._references(list(element.named("knowledgeRequirement")), "requiredKnowledge"),
            expression=self._expressions.child_expression(element, identity["name"]),
            **identity,
        )

    def _business_knowledge_model(self, element: Element) -> BusinessKnowledgeModel:
        identity = self._identity(element)
        logic = element.first("encapsulatedLogic")
        function: FunctionDefinition | None = None
        if logic is not None:
            function = self._expressions.function_definition(logic, identity["name"])
        return BusinessKnowledgeModel(
            variable=self._variable_of(element, identity["name"]),
            logic=function,
            required_knowledge=self._references(list(element.named("knowledgeRequirement")), "requiredKnowledge"),
            **identity,
        )

    def _decision_service(self, element: Element) -> DecisionService:
        identity = self._identity(element)
        return DecisionService(
            variable=self._variable_of(element, identity["name"]),
            output_decisions=self._references([element], "outputDecision"),
            encapsulated_decisions=self._references([element], "encapsulatedDecision"),
            input_decisions=self._references([element], "inputDecision"),
            input_data=self._references([element], "inputData"),
            **identity,
        )

    def _references(self, parents: list[Element], name: str) -> tuple[Reference, ...]:
        return tuple(self._reference(child) for parent in parents for child in parent.named(name))

    def _reference(self, element: Element) -> Reference:
        namespace, separator, identifier = element.attributes.get("href", "").strip().rpartition("#")
        if not separator:
            namespace, identifier = "", identifier
        local = not namespace or namespace == self._namespace
        return Reference(None if local else namespace, identifier, element.line)

    def _type_ref(self, text: str | None) -> str | None:
        """A type's name as FEEL writes it: prefixes of DMN 1.1 go, those of imports become ``import.type``."""
        if not text or not text.strip():
            return None
        name = " ".join(text.split())
        prefix, separator, local = name.partition(":")
        if not separator or prefix not in self._document.prefixes:
            return name
        uri = self._document.prefixes[prefix]
        for imported in self._imports:
            if imported.namespace == uri and imported.name and uri != self._namespace:
                return f"{imported.name}.{local}"
        return local

    def _item_definition(self, element: Element) -> ItemDefinition:
        type_ref = element.first("typeRef")
        function = element.first("functionItem")
        return ItemDefinition(
            id=element.attributes.get("id"),
            name=" ".join(element.attributes.get("name", "").split()),
            label=element.attributes.get("label"),
            line=element.line,
            type_ref=self._type_ref(type_ref.text if type_ref is not None else None),
            is_collection=element.attributes.get("isCollection", "false").strip() in ("true", "1"),
            components=tuple(self._item_definition(child) for child in element.named("itemComponent")),
            function=None if function is None else self._function_item(function),
            allowed_values=self._expressions.unary_tests(element.first("allowedValues")),
            type_constraint=self._expressions.unary_tests(element.first("typeConstraint")),
        )

    def _function_item(self, element: Element) -> FunctionItem:
        return FunctionItem(
            parameters=tuple(self._expressions.variable(child) for child in element.named("parameters")),
            output_type_ref=self._type_ref(element.attributes.get("outputTypeRef")),
        )
