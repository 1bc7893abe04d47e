"""Reads XML that nobody has vetted: no document type, no entities, no network, no endless depth or size."""

import re
from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from app.engine.problems.problem import ERROR, ArtifactUnreadable, Problem
from app.i18n import N_, Plural, Template, lazy_message
from app.i18n import lazy_gettext as _

SIZE_LIMIT = 5 * 1024 * 1024  # bytes
DEPTH_LIMIT = 100  # elements inside one another
ELEMENT_LIMIT = 100_000

_MESSAGES: dict[str, tuple[Template, str | None]] = {
    "xml-too-large": (
        N_("The file is too large: %(size)s MiB, at most %(limit)s MiB are taken."),
        N_("Split the diagram into several."),
    ),
    "xml-empty": (N_("The file is empty."), None),
    "xml-doctype": (
        N_("The file has a <!DOCTYPE> declaration. Such files are not taken: they can read other files."),
        N_("Remove the <!DOCTYPE> declaration."),
    ),
    "xml-too-deep": (
        Plural(
            "The elements are nested more than %(limit)s level deep.",
            "The elements are nested more than %(limit)s levels deep.",
            count="limit",
        ),
        None,
    ),
    "xml-too-many": (
        Plural(
            "The file has more than %(limit)s element.", "The file has more than %(limit)s elements.", count="limit"
        ),
        N_("Split the diagram into several."),
    ),
    "xml-malformed": (
        N_("This is not well-formed XML: %(reason)s."),
        N_("Open the file in the editor it was made with and save it again."),
    ),
}

#: How a document begins that says nothing else of its encoding.
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")

_REASONS: dict[str, str] = {
    "XML_ERROR_NO_ELEMENTS": N_("there is no element in it"),
    "XML_ERROR_INVALID_TOKEN": N_("a character that is not allowed"),
    "XML_ERROR_UNCLOSED_TOKEN": N_("an unclosed <…>"),
    "XML_ERROR_TAG_MISMATCH": N_("a closing tag that does not match the opening one"),
    "XML_ERROR_DUPLICATE_ATTRIBUTE": N_("an attribute given twice"),
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": N_("something after the last element"),
    "XML_ERROR_UNDEFINED_ENTITY": N_("an unknown entity &…;"),
    "XML_ERROR_UNKNOWN_ENCODING": N_("an unknown encoding"),
    "XML_ERROR_INCORRECT_ENCODING": N_("the declared encoding is not the one used"),
    "XML_ERROR_UNBOUND_PREFIX": N_("a name prefix that is declared nowhere (xmlns:…)"),
    "XML_ERROR_UNCLOSED_CDATA_SECTION": N_("an unclosed CDATA section"),
}
_CODES = {expat.errors.codes[text]: name for name, text in vars(expat.errors).items() if name.startswith("XML_")}


@dataclass(frozen=True)
class XmlDocument:
    """A document that was read.

    Attributes:
        root: the root element of lxml.
        places: line and column (both from 1) of the start tag of each element.
    """

    root: etree._Element
    places: dict[etree._Element, tuple[int, int]]

    def place(self, element: etree._Element) -> tuple[int, int]:
        """Line and column of an element's start tag."""
        return self.places.get(element, (0, 0))


class _Refused(Exception):
    def __init__(self, code: str, scanner: expat.XMLParserType) -> None:
        super().__init__(code)
        self.code = code
        self.line, self.column = scanner.CurrentLineNumber, scanner.CurrentColumnNumber + 1


def read_xml(file_name: str, content: bytes) -> XmlDocument:
    """Read XML.

    Raises:
        ArtifactUnreadable: with one problem, in words, with its line and column.
    """
    if len(content) > SIZE_LIMIT:
        size = f"{len(content) / 1024 / 1024:.1f}"
        raise _unreadable(file_name, "xml-too-large", size=size, limit=SIZE_LIMIT // 1024 // 1024)
    if not content.strip():
        raise _unreadable(file_name, "xml-empty")
    positions = _scan(file_name, content)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position or (None, None)
        raise _unreadable(file_name, "xml-malformed", line, column, reason=error.msg) from None
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    return XmlDocument(root, dict(zip(elements, positions, strict=True)))


def xml_text(content: bytes) -> str:
    """A document as a text, read as its byte order mark or its prolog says; what does not fit is shown as such."""
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    declared = _DECLARED.match(content)
    encoding = marked or (declared[1].decode("ascii") if declared else "utf-8")
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeError):
        return content.decode("utf-8", "replace")


def check_elements(file_name: str, content: bytes, limit: int) -> None:
    """Refuse a file with many elements before anything is built from them; stops counting there.

    Raises:
        ArtifactUnreadable: it has more elements than the limit, or is no XML that is taken.
    """
    _scan(file_name, content, limit)


def _scan(file_name: str, content: bytes, most: int = ELEMENT_LIMIT) -> list[tuple[int, int]]:
    """Refuse what is dangerous before anything is built from it; note where each element starts."""
    positions: list[tuple[int, int]] = []
    depth = 0
    scanner = expat.ParserCreate(namespace_separator=" ")

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            raise _Refused("xml-too-deep", scanner)
        if len(positions) >= most:
            raise _Refused("xml-too-many", scanner)
        positions.append((scanner.CurrentLineNumber, scanner.CurrentColumnNumber + 1))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_arguments: object) -> None:
        raise _Refused("xml-doctype", scanner)

    scanner.StartElementHandler = start
    scanner.EndElementHandler = end
    scanner.StartDoctypeDeclHandler = doctype
    try:
        scanner.Parse(content, True)
    except _Refused as refused:
        limit = DEPTH_LIMIT if refused.code == "xml-too-deep" else most
        raise _unreadable(file_name, refused.code, refused.line, refused.column, limit=limit) from None
    except expat.ExpatError as error:
        reason = _REASONS.get(_CODES.get(error.code, ""), expat.ErrorString(error.code))
        raise _unreadable(file_name, "xml-malformed", error.lineno, error.offset + 1, reason=_(reason)) from None
    except (ValueError, LookupError):  # an encoding that Python's expat cannot read
        reason = _REASONS["XML_ERROR_UNKNOWN_ENCODING"]
        raise _unreadable(file_name, "xml-malformed", 1, 1, reason=_(reason)) from None
    return positions


def _unreadable(
    file_name: str, code: str, line: int | None = None, column: int | None = None, **values: object
) -> ArtifactUnreadable:
    message, suggestion = _MESSAGES[code]
    words = lazy_message(message, values), _(suggestion) if suggestion else None
    return ArtifactUnreadable([Problem(file_name, ERROR, *words, line, column, code=code)])
