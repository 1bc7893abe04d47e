"""Where in the file something is being read, and the words that an element carries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from app.engine.ground.elements import Words
from app.engine.parsing.namespaces import bpmn, camunda, child, children, text_of
from app.engine.parsing.xml_document import XmlDocument
from app.engine.problems.findings import Findings, Place
from app.i18n import artifact_words


@dataclass(frozen=True)
class Source:
    """The element that is being read.

    Attributes:
        xml: the element itself, or a part of it.
        place: the place and name of the diagram element that problems are said of.
    """

    document: XmlDocument
    findings: Findings
    xml: etree._Element
    place: Place

    def part(self, xml: etree._Element) -> "Source":
        """A part of the same diagram element, with its own place in the file."""
        line, column = self.document.place(xml)
        place = replace(self.place, line=line or self.place.line, column=column or self.place.column)
        return Source(self.document, self.findings, xml, place)

    def problem(self, code: str, **values: Any) -> None:
        self.findings.add(code, self.place, **values)

    def camunda(self, attribute: str) -> str | None:
        """A Camunda attribute without the space around it; None when it is not there or empty."""
        value = (self.xml.get(camunda(attribute)) or "").strip()
        return value or None

    def attribute(self, attribute: str) -> str | None:
        """A BPMN attribute without the space around it; None when it is not there or empty."""
        value = (self.xml.get(attribute) or "").strip()
        return value or None

    def extension(self, name: str) -> etree._Element | None:
        """A Camunda element of `extensionElements`."""
        extensions = child(self.xml, bpmn("extensionElements"))
        return child(extensions, camunda(name)) if extensions is not None else None


def read_source(document: XmlDocument, findings: Findings, xml: etree._Element) -> Source:
    """Begin to read a diagram element."""
    line, column = document.place(xml)
    name = one_line(xml.get("name") or "")
    return Source(document, findings, xml, Place(line, column, xml.get("id"), name or xml.get("id")))


def one_line(text: str) -> str:
    """Text with line breaks and repeated spaces made single spaces (editors break long names)."""
    return " ".join(text.split())


def read_properties(xml: etree._Element) -> dict[str, str]:
    """`camunda:properties` of an element."""
    extensions = child(xml, bpmn("extensionElements"))
    block = child(extensions, camunda("properties")) if extensions is not None else None
    if block is None:
        return {}
    return {
        (item.get("name") or "").strip(): (item.get("value") or "").strip()
        for item in children(block, camunda("property"))
    }


def read_words(text: str, properties: Mapping[str, str], key: str) -> Words:
    """Russian `text` with its English from the property `<key>:en`; English falls back to Russian when shown."""
    english = one_line(properties.get(f"{key}:en", ""))
    return artifact_words(text, english or None)


def read_documentation(xml: etree._Element, properties: Mapping[str, str]) -> Words | None:
    """The `documentation` element, with its English from the property `documentation:en`."""
    text = text_of(child(xml, bpmn("documentation")))
    if not text:
        return None
    return read_words(text, properties, "documentation")
