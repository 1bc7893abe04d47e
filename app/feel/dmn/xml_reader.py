"""XML into small elements with line numbers, hardened: no document type, no entities, no network, bounded size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from .errors import DmnError, Problem

_SEPARATOR = "\x01"


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """Bounds for a file: bytes, nesting of elements, number of elements."""

    size: int = 10_000_000
    depth: int = 200
    elements: int = 500_000


DEFAULT_XML_LIMITS = XmlLimits()


@dataclass(slots=True)
class Element:
    """An element: ``attributes`` holds those without a namespace by plain name, others as ``{namespace}name``."""

    namespace: str
    name: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The character data directly inside this element."""
        return "".join(self.texts)

    def named(self, *names: str) -> Iterator[Element]:
        """Child elements of the same namespace with one of these names, in order."""
        return (child for child in self.children if child.name in names and child.namespace == self.namespace)

    def first(self, name: str) -> Element | None:
        return next(self.named(name), None)


@dataclass(frozen=True, slots=True)
class Document:
    root: Element
    prefixes: dict[str, str]


def read_xml(source: bytes | str, *, file_name: str | None = None, limits: XmlLimits = DEFAULT_XML_LIMITS) -> Document:
    """Parse ``source`` (text, or bytes in the encoding they declare).

    :raises DmnError: not well-formed (with line), a document type or entity, or one of the limits.
    """
    return _Reader(file_name, limits).read(source)


class _Reader:
    def __init__(self, file_name: str | None, limits: XmlLimits) -> None:
        self._file_name = file_name
        self._limits = limits
        self._stack: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._prefixes: dict[str, str] = {}
        self._parser = expat.ParserCreate()

    def read(self, source: bytes | str) -> Document:
        if len(source) > self._limits.size:
            raise self._error("xml-too-large", limit=self._limits.size)
        if isinstance(source, str):
            data = source.encode("utf-8", "surrogatepass")
            parser = expat.ParserCreate("utf-8", _SEPARATOR)
        else:
            data = source
            parser = expat.ParserCreate(None, _SEPARATOR)
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._external
        self._parser = parser
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            raise self._error("xml-malformed", line=error.lineno, reason=reason) from None
        except (ValueError, LookupError) as error:
            raise self._error("xml-malformed", reason=str(error)) from None
        if self._root is None:
            raise self._error("xml-malformed", reason="no element")
        return Document(self._root, self._prefixes)

    def _error(self, code: str, line: int | None = None, **parameters: object) -> DmnError:
        return DmnError([Problem(code, parameters, line=line, file_name=self._file_name)])

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > self._limits.elements:
            raise self._error("xml-too-many", self._parser.CurrentLineNumber, limit=self._limits.elements)
        if len(self._stack) >= self._limits.depth:
            raise self._error("xml-too-deep", self._parser.CurrentLineNumber, limit=self._limits.depth)
        namespace, _, name = tag.rpartition(_SEPARATOR)
        element = Element(
            namespace,
            name,
            {_attribute_name(key): value for key, value in attributes.items()},
            self._parser.CurrentLineNumber,
        )
        if self._stack:
            self._stack[-1].children.append(element)
        else:
            self._root = element
        self._stack.append(element)

    def _end(self, tag: str) -> None:
        self._stack.pop()

    def _characters(self, data: str) -> None:
        self._stack[-1].texts.append(data)

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if uri is not None:
            self._prefixes.setdefault(prefix or "", uri)

    def _doctype(self, *declaration: object) -> None:
        raise self._error("xml-forbidden", self._parser.CurrentLineNumber, what="A document type declaration")

    def _entity(self, *declaration: object) -> None:
        raise self._error("xml-forbidden", self._parser.CurrentLineNumber, what="An entity declaration")

    def _external(self, *reference: object) -> int:
        raise self._error("xml-forbidden", self._parser.CurrentLineNumber, what="An external entity")


def _attribute_name(key: str) -> str:
    namespace, separator, name = key.rpartition(_SEPARATOR)
    return f"{{{namespace}}}{name}" if separator else name
