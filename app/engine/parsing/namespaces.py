"""The XML namespaces of diagrams."""

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMN_DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_XML_SPACE = " \t\r\n"

NAMESPACES = {"bpmn": BPMN, "bpmndi": BPMN_DIAGRAM, "camunda": CAMUNDA}


def bpmn(tag: str) -> str:
    """The full name of a BPMN element."""
    return f"{{{BPMN}}}{tag}"


def camunda(name: str) -> str:
    """The full name of a Camunda element or attribute."""
    return f"{{{CAMUNDA}}}{name}"


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def is_bpmn(element: etree._Element) -> bool:
    """Whether this is an element of BPMN itself (not a comment, not an extension)."""
    return isinstance(element.tag, str) and etree.QName(element).namespace == BPMN


def children(element: etree._Element, full_name: str) -> list[etree._Element]:
    """The direct children of that name."""
    return [child for child in element if child.tag == full_name]


def child(element: etree._Element, full_name: str) -> etree._Element | None:
    """The first direct child of that name."""
    return next((found for found in element if found.tag == full_name), None)


def text_of(element: etree._Element | None) -> str:
    """The text of an element without the space around it; empty for None."""
    return "".join(element.itertext()).strip() if element is not None else ""


def boolean(text: str) -> bool | None:
    """A boolean of XML Schema (`true`, `1`, `false`, `0`, with space around); None for anything else."""
    return _BOOLEANS.get(text.strip(_XML_SPACE))


def is_true(element: etree._Element, attribute: str, default: bool = False) -> bool:
    """The value of a boolean attribute; `default` when it is not there, or no boolean (a problem of the vocabulary)."""
    value = boolean(element.get(attribute) or "")
    return default if value is None else value
