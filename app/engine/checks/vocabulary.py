"""Every element and attribute of a diagram is one that runs, one that is only drawn, or a problem."""

from collections.abc import Iterator, Mapping

from lxml import etree

from app.engine.dialect import ATTRIBUTES, BOOLEAN_ATTRIBUTES, DRAWN, ELEMENTS, REFUSED
from app.engine.dialect.owners import IDENTIFIED, JOB_OWNERS, MAPPING_OWNERS, PARAMETER_OWNERS, PROPERTY_NAMES
from app.engine.ground.service_tasks import service_tasks
from app.engine.parsing.diagram import Diagram
from app.engine.parsing.namespaces import BPMN, BPMN_DIAGRAM, CAMUNDA, XSI, boolean, camunda, is_true, local_name
from app.engine.parsing.normalise import made_ids
from app.engine.parsing.source import one_line
from app.engine.problems.findings import Findings, Place
from app.i18n import lazy_gettext as _

_OF_ELEMENTS: Mapping[str | None, str] = {BPMN: "", CAMUNDA: "camunda:", XSI: "xsi:"}
_OF_ATTRIBUTES: Mapping[str | None, str] = {None: "", CAMUNDA: "camunda:", XSI: "xsi:"}
_DIAGRAM_ELEMENTS = "BPMN"  # how the names of the elements begin that have the namespace of pictures
# What editors note for themselves: colours of shapes, the version of the tool.
_TOOL_NAMESPACES = (
    "http://bpmn.io/schema/bpmn/biocolor/1.0",
    "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
    "http://camunda.org/schema/modeler/1.0",
)
_OWNERS = {
    "camunda:inputOutput": PARAMETER_OWNERS,
    "camunda:in": MAPPING_OWNERS,
    "camunda:out": MAPPING_OWNERS,
    "camunda:failedJobRetryTimeCycle": JOB_OWNERS,
}


# Names that SpiffWorkflow gives to the task specs it puts into a process.
_TAKEN_IDS = frozenset({"Root", "Start", "End"})
_TAKEN_ENDS = (
    ".EndJoin",
    ".BoundaryEventSplit",
    ".BoundaryEventJoin",
    ".asyncBefore",
    ".asyncAfter",
    ".Compensation",
)
_LONGEST_ID = 200  # characters; what is made from an id still fits into the columns of the database


def check_vocabulary(diagram: Diagram, findings: Findings) -> None:
    """Find unknown and refused elements and attributes, and ids that are missing or not unique."""
    _Vocabulary(diagram, findings).check(diagram.document.root)
    _check_ids(diagram, findings)


class _Vocabulary:
    def __init__(self, diagram: Diagram, findings: Findings) -> None:
        self._diagram = diagram
        self._findings = findings

    def check(self, root: etree._Element) -> None:
        waiting: list[tuple[etree._Element, Place, str]] = [(root, self._place(root, Place()), "")]
        while waiting:
            xml, place, owner = waiting.pop()
            name = element_name(xml) or ""
            rule = ELEMENTS.get(name)
            if rule is None:
                self._findings.add("element-unknown", place, tag=name)
                continue
            if rule.status == REFUSED:
                self._findings.add("element-refused", place, tag=name, why=_(rule.note))
                continue
            self._check_booleans(xml, place)
            if rule.status == DRAWN or (name == "process" and not is_true(xml, "isExecutable")):
                continue
            self._check_attributes(xml, name, place)
            if name == "camunda:properties":
                self._check_properties(xml, owner, place)
            inner_owner = owner if name.startswith("camunda:") or name == "extensionElements" else name
            for child in reversed(xml):
                child_name = element_name(child) if isinstance(child.tag, str) else None
                if child_name is None:
                    continue
                child_place = self._place(child, place)
                known = rule.children is None or child_name in rule.children
                if not known or owner_refuses(child_name, inner_owner):
                    self._refuse_child(child_name, child_place)
                else:
                    waiting.append((child, child_place, inner_owner))

    def _refuse_child(self, name: str, place: Place) -> None:
        rule = ELEMENTS.get(name)
        if rule is not None and rule.status == REFUSED:
            self._findings.add("element-refused", place, tag=name, why=_(rule.note))
        else:
            self._findings.add("element-unknown" if rule is None else "element-not-here", place, tag=name)

    def _place(self, xml: etree._Element, outer: Place) -> Place:
        """The place of an element; parts of a diagram element carry its id and name."""
        line, column = self._diagram.document.place(xml)
        is_own = xml.get("id") is not None and not local_name(xml).endswith("EventDefinition")
        if not is_own or xml.tag.startswith(f"{{{CAMUNDA}}}"):
            return Place(line, column, outer.element_id, outer.element_name or f"<{local_name(xml)}>")
        return Place(line, column, xml.get("id"), one_line(xml.get("name") or "") or xml.get("id"))

    def _check_booleans(self, xml: etree._Element, place: Place) -> None:
        for full_name in xml.attrib:  # names alone: lxml looks through all attributes for each value that it gives
            name = attribute_name(full_name, xml)
            if name in BOOLEAN_ATTRIBUTES and boolean(value := xml.get(full_name, "")) is None:
                self._findings.add("setting-invalid", place, what=name, value=value, allowed="true, false")

    def _check_attributes(self, xml: etree._Element, tag: str, place: Place) -> None:
        allowed = ELEMENTS[tag].attributes
        for full_name in xml.attrib:
            name = attribute_name(full_name, xml)
            if name is None or name == "xsi:schemaLocation":
                continue
            rule = ATTRIBUTES.get(name)
            if name not in allowed:
                if rule is not None and rule.status == REFUSED:
                    self._findings.add("attribute-refused", place, attribute=name, why=_(rule.note))
                else:
                    self._findings.add("attribute-unknown", place, attribute=name, tag=tag)
            elif (
                rule is not None
                and rule.status == REFUSED
                and _plain(name, xml.get(full_name, "")) not in rule.harmless
            ):
                self._findings.add("attribute-refused", place, attribute=name, why=_(rule.note))

    def _check_properties(self, xml: etree._Element, owner: str, place: Place) -> None:
        known = PROPERTY_NAMES.get(owner, PROPERTY_NAMES[""])
        seen: set[str] = set()
        for item in xml:
            name = (item.get("name") or "").strip() if isinstance(item.tag, str) else ""
            if not name:
                continue
            if name in seen:
                self._findings.add("property-duplicate", self._place(item, place), property=name)
            seen.add(name)
            base = name.split(":")[0] + ":" if name.startswith("outcome:") else name
            if base not in known and not _is_for_workers(xml):
                allowed = ", ".join(f"{word}<id>" if word.endswith(":") else word for word in sorted(known))
                self._findings.add("property-unknown", self._place(item, place), property=name, known=allowed)


def _plain(name: str, value: str) -> str:
    """The value of an attribute as the table writes it."""
    truth = boolean(value) if name in BOOLEAN_ATTRIBUTES else None
    return value.strip() if truth is None else str(truth).lower()


def owner_refuses(name: str, owner: str) -> bool:
    """Whether a Camunda element stands in a diagram element where it does nothing."""
    return name in _OWNERS and owner not in _OWNERS[name]


def element_name(xml: etree._Element) -> str | None:
    """The name of an element as the table has it; None for notes that editors keep for themselves."""
    parsed = etree.QName(xml.tag)
    if parsed.namespace == BPMN_DIAGRAM and parsed.localname.startswith(_DIAGRAM_ELEMENTS):
        return local_name(xml)
    return _qualified(xml.tag, xml, _OF_ELEMENTS)


def attribute_name(full_name: str, xml: etree._Element) -> str | None:
    """The name of an attribute of `xml` as the table has it; None for notes that editors keep for themselves."""
    return _qualified(full_name, xml, _OF_ATTRIBUTES)


def _qualified(full_name: str, xml: etree._Element, prefixes: Mapping[str | None, str]) -> str | None:
    """A name as the table has it: the namespace decides, whatever prefix the file gives it.

    A name of another namespace is told with the file's prefix, or with the namespace itself where that prefix would
    make it look like one of ours.
    """
    parsed = etree.QName(full_name)
    if parsed.namespace in _TOOL_NAMESPACES:
        return None
    prefix = prefixes.get(parsed.namespace)
    if prefix is not None:
        return f"{prefix}{parsed.localname}"
    given = next((prefix for prefix, namespace in xml.nsmap.items() if namespace == parsed.namespace), None)
    if given is None or f"{given}:" in (*_OF_ELEMENTS.values(), *_OF_ATTRIBUTES.values()):
        return f"{{{parsed.namespace or ''}}}{parsed.localname}"
    return f"{given}:{parsed.localname}"


def _check_ids(diagram: Diagram, findings: Findings) -> None:
    lines: dict[str, int] = {}
    for xml in _identified(diagram.document.root):
        line, column = diagram.document.place(xml)
        element_id = xml.get("id")
        name = one_line(xml.get("name") or "") or element_id
        if not element_id:
            findings.add("id-missing", Place(line, column, None, name), tag=local_name(xml))
        elif element_id in lines:
            place = Place(line, column, element_id, name)
            findings.add("id-duplicate", place, first=lines[element_id], second=line)
        else:
            lines[element_id] = line
            _check_id(element_id, Place(line, column, element_id, name), findings)
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            for made in set(made_ids(scope)) & set(lines):
                findings.add("id-reserved", Place(lines[made], None, made, made))


def _check_id(element_id: str, place: Place, findings: Findings) -> None:
    if element_id in _TAKEN_IDS or element_id.endswith(_TAKEN_ENDS):
        findings.add("id-reserved", place)
    if len(element_id) > _LONGEST_ID:
        findings.add("too-long", place, what="id", limit=_LONGEST_ID)


def _identified(root: etree._Element) -> Iterator[etree._Element]:
    """All elements that carry an id, and all that must."""
    for xml in root.iter(f"{{{BPMN}}}*", f"{{{BPMN_DIAGRAM}}}*"):
        if xml.get("id") is not None or (xml.tag.startswith(f"{{{BPMN}}}") and local_name(xml) in IDENTIFIED):
            yield xml


def _is_for_workers(properties: etree._Element) -> bool:
    """Properties of external tasks: a worker may be given them (`includeExtensionProperties`)."""
    owner = next(properties.iterancestors(), None)
    element = None if owner is None else owner.getparent()
    topic = "" if element is None else (element.get(camunda("topic")) or "").strip()
    return bool(topic) and service_tasks.is_external(topic)
