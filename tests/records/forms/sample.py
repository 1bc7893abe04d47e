"""Small forms for the tests."""

import json
from collections.abc import Iterable

from app.records.forms.context import Choice
from app.records.forms.model import Form
from app.records.forms.parse import parse_form


def file_of(*components: dict, record_type: str | None = None, **root) -> bytes:
    """A form file with these components; each gets an id when it has none."""
    numbered = [_with_id(each, f"c{number}") for number, each in enumerate(components)]
    properties = {"recordType": record_type} if record_type else {}
    content = {"type": "default", "id": "sample", "schemaVersion": 19, "properties": properties, "components": numbered}
    return json.dumps(content | root, ensure_ascii=False, indent=1).encode()


def form_of(*components: dict, record_type: str | None = None, **root) -> Form:
    return parse_form("sample.form", file_of(*components, record_type=record_type, **root))[1]


def text(key: str, **attributes) -> dict:
    return {"type": "textfield", "key": key, "label": key.title(), **attributes}


def contacts(*components: dict) -> dict:
    inner = components or (text("full_name"), text("email", validate={"validationType": "email"}))
    return {"type": "dynamiclist", "path": "contacts", "label": "Контакты", "components": list(inner)}


def _with_id(component: dict, identifier: str) -> dict:
    inner = component.get("components")
    if not isinstance(inner, list):
        return {"id": identifier, **component}
    numbered = [_with_id(each, f"{identifier}_{number}") for number, each in enumerate(inner)]
    return {"id": identifier, **component, "components": numbered}


class People:
    """Lists and names without a database: two people, and two colours."""

    def options(self, component) -> list[Choice]:
        if component.options:
            return [Choice(option.value, option.label["ru"]) for option in component.options]
        return [Choice("red", "Красный"), Choice("blue", "Синий")] if component.choices else []

    def names(self, entity: str, ids: Iterable[int]) -> dict[int, str]:
        return {each: name for each, name in {1: "Анна Орлова", 2: "Иван Сидоров"}.items() if each in set(ids)}
