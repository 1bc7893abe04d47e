"""From what a browser posts to the raw values of a form, and the names of the inputs."""

import re
from collections.abc import Mapping
from typing import Any

from app.records.forms.model import Component, Form
from app.written import Written

#: More rows than this in one list are not taken from a post.
MAXIMUM_ROWS = 500


def input_name(component: Component, row: tuple[str, int] | None = None) -> str:
    """The name of an input: the key, or `contacts-0-email` for the first row of the list `contacts`."""
    return f"{row[0]}-{row[1]}-{component.key}" if row else component.key


def read_post(form: Form, posted: Mapping[str, Any]) -> dict[str, Any]:
    """Take the values of a form's components out of a posted form; everything else in it is left alone.

    Parameters:
        posted: a werkzeug `MultiDict`, or a plain dict of texts and lists of texts.

    Returns:
        Texts as they were written, lists of texts and lists of rows, by key. What was not posted at all is not there.
    """
    raw: dict[str, Any] = {}
    for component in form.inputs():
        if component.type == "dynamiclist":
            rows = _rows(component, posted)
            if rows is not None:
                raw[component.key] = rows
        else:
            _take(component, component.key, posted, raw)
    return raw


def _rows(component: Component, posted: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    numbered = re.compile(re.escape(component.key) + r"-(\d{1,6})-")
    # in the order in which they stand on the page: rows are moved by moving them
    numbers = list(dict.fromkeys(int(found[1]) for name in posted if (found := numbered.match(name))))
    if not numbers and component.key not in posted:
        return None
    rows = []
    for number in numbers[:MAXIMUM_ROWS]:
        row: dict[str, Any] = {}
        if identifier := posted.get(f"{component.key}-{number}-id"):  # rows of records keep their ids
            row["id"] = identifier
        for inner in Form("", component.components).inputs():
            _take(inner, input_name(inner, (component.key, number)), posted, row)
        rows.append(row)
    return rows


def _take(component: Component, name: str, posted: Mapping[str, Any], into: dict[str, Any]) -> None:
    if name not in posted:
        return
    values = _all(posted, name)
    if component.is_list:
        into[component.key] = [value for value in values if value != ""]
    else:
        last = values[-1] if values else ""
        into[component.key] = Written(last) if isinstance(last, str) else last


def _all(posted: Mapping[str, Any], name: str) -> list[Any]:
    if hasattr(posted, "getlist"):
        values: list[Any] = posted.getlist(name)
        return values
    value = posted[name]
    return list(value) if isinstance(value, (list, tuple)) else [value]
