"""The addresses of the whole application, with good and with odd arguments."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import quote, urlencode

from flask import Flask

from app.records.types import registry

HUGE = "99999999999999999999"

ODD_TEXTS = (
    "\x00",
    "a\x00b",
    "%",
    "_",
    "'; DROP TABLE deal; --",
    '"',
    "\\",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "../../../etc/passwd",
    "\ufffd",
    "\u202e",
    "😀",
    "İ",
    "x" * 5000,
    HUGE,
    "-1",
    "0",
    "1e400",
    "NaN",
    "٣",
    "²",
    "null",
    "[]",
    "2026-13-45",
    "0001-01-01",
    "9999-12-31",
    "9999-12-31T23:59:59+00:00",
    "0001-01-01T00:00:00+14:00",
    "true",
    "9" * 5000,
)

# The arguments that a page or the API reads of its address.
PARAMETERS = (
    "q",
    "sort",
    "page",
    "per_page",
    "filters",
    "every_status",
    "columns",
    "tab",
    "view",
    "form",
    "lead",
    "id",
    "after",
    "before",
    "next",
    "scope",
    "record",
    "record_type",
    "task",
    "priority",
    "due",
    "whose",
    "status",
    "key",
    "version",
    "maxResults",
    "firstResult",
    "since",
    "changed_at",
    "outcome",
    "list",
)


def addresses(app: Flask, values: dict[str, tuple[str, ...]], method: str = "GET") -> Iterator[str]:
    """Every address that answers to the method, with each combination of values for its parts.

    Parameters:
        values: for each part of an address, such as `record_id`, what to put there; a part that is missing takes "1".
    """
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if method not in rule.methods or rule.endpoint == "static":
            continue
        names = sorted(rule.arguments)
        for chosen in product(*(values.get(name, ("1",)) for name in names)):
            parts = {
                name: quote(value, safe="", errors="surrogatepass") for name, value in zip(names, chosen, strict=True)
            }
            yield "".join(parts[text] if is_part else text for is_part, text in rule._trace if text != "|")


def good_values(app: Flask, *, task_ids: tuple[str, ...], groups: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Parts of addresses as the demo data has them."""
    return {
        "record_type": tuple(record_type.plural for record_type in registry),
        "plural": tuple(record_type.plural for record_type in registry),
        "record_id": ("1", "5"),
        "name": ("name", "amount", "status", "viewers", "contacts", "my-tasks", "properties", "process", "history"),
        "entity": (*(record_type.name for record_type in registry), "person"),
        "status": ("new", "interest", "paused"),
        "task_id": task_ids,
        "group_id": groups,
        "kind": ("process", "form", "lifecycle"),
        "key": ("deal", "lead"),
        "definition_id": ("deal:1:1", "lead:1:2", "1"),
    }


def odd_values(app: Flask, text: str) -> dict[str, tuple[str, ...]]:
    """Parts of addresses that are not there: the text where a text is asked for, ids that are no ids."""
    parts = {name for rule in app.url_map.iter_rules() for name in rule.arguments}
    plurals = tuple(record_type.plural for record_type in registry)
    return dict.fromkeys(parts, (text,)) | {
        "record_type": (plurals[0], plurals[-1]),
        "plural": (plurals[0], plurals[-1]),
        "record_id": (HUGE, "2147483648", "0"),
        "artifact_id": (HUGE,),
        "deployment_id": (HUGE,),
        "person_id": (HUGE,),
    }


def odd_query(text: str) -> str:
    """Every parameter that something reads, all with this value."""
    return urlencode([(name, text) for name in PARAMETERS])
