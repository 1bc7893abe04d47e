"""A diagram in another language: the words that its elements carry as `name:<language>` become their names."""

import re

from lxml import etree

from app.engine.parsing.namespaces import CAMUNDA

_WRITTEN_IN = "ru"
_PROLOG = re.compile(r"\s*<\?xml[^>]*\?>")
_PARSER = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)


def diagram_in(language: str, xml: str) -> str:
    """The deployed diagram with its names in a language; elements without such words keep theirs.

    Parameters:
        language: `ru` or `en`.
        xml: a diagram as it was deployed, so checked already.
    """
    if language == _WRITTEN_IN or not xml:
        return xml
    root = etree.fromstring(_PROLOG.sub("", xml, count=1).encode(), _PARSER)  # it names the encoding of the file
    for words in root.iter(f"{{{CAMUNDA}}}property"):
        element = _owner(words)
        if words.get("name") == f"name:{language}" and words.get("value") and element is not None:
            element.set("name", words.get("value"))
    return str(etree.tostring(root, encoding="unicode"))


def _owner(words: etree._Element) -> etree._Element | None:
    """The element of property < properties < extensionElements < element."""
    above = list(words.iterancestors())
    return above[2] if len(above) > 2 else None
