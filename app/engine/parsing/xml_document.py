"""Reads XML that nobody has vetted: no document type, no entities, no network, no endless depth or size."""

from dataclasses import dataclass
from xml.parsers import expat

from lxml import etree

from app.engine.problems.problem import ERROR, ArtifactUnreadable, Problem, Words, fill

SIZE_LIMIT = 5 * 1024 * 1024  # bytes
DEPTH_LIMIT = 100  # elements inside one another
ELEMENT_LIMIT = 100_000

_MESSAGES: dict[str, tuple[Words, Words | None]] = {
    "xml-too-large": (
        {
            "ru": "Файл слишком велик: {size} МиБ, можно не больше {limit} МиБ.",
            "en": "The file is too large: {size} MiB, at most {limit} MiB are taken.",
        },
        {"ru": "Разделите диаграмму на несколько.", "en": "Split the diagram into several."},
    ),
    "xml-empty": ({"ru": "Файл пуст.", "en": "The file is empty."}, None),
    "xml-doctype": (
        {
            "ru": "В файле есть объявление <!DOCTYPE>. Такие файлы не принимаются: так можно читать чужие файлы.",
            "en": "The file has a <!DOCTYPE> declaration. Such files are not taken: they can read other files.",
        },
        {"ru": "Удалите объявление <!DOCTYPE>.", "en": "Remove the <!DOCTYPE> declaration."},
    ),
    "xml-too-deep": (
        {
            "ru": "Элементы вложены глубже {limit} уровней.",
            "en": "The elements are nested more than {limit} levels deep.",
        },
        None,
    ),
    "xml-too-many": (
        {"ru": "В файле больше {limit} элементов.", "en": "The file has more than {limit} elements."},
        {"ru": "Разделите диаграмму на несколько.", "en": "Split the diagram into several."},
    ),
    "xml-malformed": (
        {"ru": "Это не правильный XML: {reason}.", "en": "This is not well-formed XML: {reason}."},
        {
            "ru": "Откройте файл в редакторе, в котором он был создан, и сохраните его заново.",
            "en": "Open the file in the editor it was made with and save it again.",
        },
    ),
}

_REASONS: dict[str, Words] = {
    "XML_ERROR_NO_ELEMENTS": {"ru": "в нём нет ни одного элемента", "en": "there is no element in it"},
    "XML_ERROR_INVALID_TOKEN": {"ru": "недопустимый знак", "en": "a character that is not allowed"},
    "XML_ERROR_UNCLOSED_TOKEN": {"ru": "незакрытая скобка <…>", "en": "an unclosed <…>"},
    "XML_ERROR_TAG_MISMATCH": {
        "ru": "закрывающий тег не подходит к открывающему",
        "en": "a closing tag that does not match the opening one",
    },
    "XML_ERROR_DUPLICATE_ATTRIBUTE": {"ru": "атрибут задан дважды", "en": "an attribute given twice"},
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": {
        "ru": "что-то стоит после последнего элемента",
        "en": "something after the last element",
    },
    "XML_ERROR_UNDEFINED_ENTITY": {"ru": "неизвестная сущность &…;", "en": "an unknown entity &…;"},
    "XML_ERROR_UNKNOWN_ENCODING": {"ru": "неизвестная кодировка", "en": "an unknown encoding"},
    "XML_ERROR_INCORRECT_ENCODING": {
        "ru": "объявлена не та кодировка",
        "en": "the declared encoding is not the one used",
    },
    "XML_ERROR_UNBOUND_PREFIX": {
        "ru": "приставка имени нигде не объявлена (xmlns:…)",
        "en": "a name prefix that is declared nowhere (xmlns:…)",
    },
    "XML_ERROR_UNCLOSED_CDATA_SECTION": {"ru": "незакрытый раздел CDATA", "en": "an unclosed CDATA section"},
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


def _scan(file_name: str, content: bytes) -> list[tuple[int, int]]:
    """Refuse what is dangerous before anything is built from it; note where each element starts."""
    positions: list[tuple[int, int]] = []
    depth = 0
    scanner = expat.ParserCreate(namespace_separator=" ")

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH_LIMIT:
            raise _Refused("xml-too-deep", scanner)
        if len(positions) >= ELEMENT_LIMIT:
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
        limit = DEPTH_LIMIT if refused.code == "xml-too-deep" else ELEMENT_LIMIT
        raise _unreadable(file_name, refused.code, refused.line, refused.column, limit=limit) from None
    except expat.ExpatError as error:
        reason = _REASONS.get(_CODES.get(error.code, ""), {"ru": expat.ErrorString(error.code)})
        raise _unreadable(file_name, "xml-malformed", error.lineno, error.offset + 1, reason=reason) from None
    except (ValueError, LookupError):  # an encoding that Python's expat cannot read
        reason = _REASONS["XML_ERROR_UNKNOWN_ENCODING"]
        raise _unreadable(file_name, "xml-malformed", 1, 1, reason=reason) from None
    return positions


def _unreadable(
    file_name: str, code: str, line: int | None = None, column: int | None = None, **values: object
) -> ArtifactUnreadable:
    message, suggestion = _MESSAGES[code]
    return ArtifactUnreadable([Problem(file_name, ERROR, fill(message, values), suggestion, line, column, code=code)])
