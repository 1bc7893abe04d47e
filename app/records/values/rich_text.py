"""Text with headings, lists and links: cleaned on the way in, so that it can be shown as it is."""

import nh3

TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "ul",
}
_ATTRIBUTES = {"a": {"href", "title"}, "li": {"data-list"}, "ol": {"start"}}


def clean_rich_text(html: str) -> str:
    """The text without scripts, styles, pictures and foreign attributes; links lead out safely."""
    return nh3.clean(html, tags=TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"})
