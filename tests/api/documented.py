"""The OpenAPI document as a judge of real requests and answers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.records.samples import needed_first

PREFIX = "/api/v1/"
FORMATS = FormatChecker()

#: Fields that only other kinds of the record have than the first one, which is what samples are of.
OF_OTHER_KINDS = frozenset({"ogrnip"})

#: Fields that stay empty where another one of the record is filled, by the plural of the type.
EXCLUDED = {"activities": frozenset({"lead", "counterparty", "contract"})}

#: Values that pass the checks of forms, lifecycles and rows, where the type of a field says less than they do.
CHECKED = {
    "inn": "7707083893",
    "kpp": "770701001",
    "okpo": "00032537",
    "ogrn": "1027700132195",
    "gln": "4601234567893",
    "iban": "DE89370400440532013000",
    "swift": "COBADEFF",
    "bank_id": "044525225",
    "account_number": "40702810200000000001",
    "correspondent_account": "30101810400000000225",
    "phone": "+7 495 123-45-67",
    "cell_phone": "+7 916 123-45-67",
    "email": "ivan@example.com",
    "resume_date": "2126-11-24T10:00:00+00:00",
    "activity_end": "2026-11-24T10:30:00+00:00",
}


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: Any) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Document:
    """What `/api/openapi.json` says."""

    def __init__(self, client: Any) -> None:
        self.content = client.get("/api/openapi.json").json

    def operations(self) -> Iterator[tuple[str, str]]:
        """Path and method of everything below `/api/v1`."""
        for path, operations in self.content["paths"].items():
            if path.startswith(PREFIX):
                yield from ((path, method) for method in operations)

    def faults_of_answer(self, path: str, method: str, answer: Any) -> list[str]:
        """What the document says against an answer; a status code that it does not name is a fault."""
        response = self.content["paths"][path][method]["responses"].get(str(answer.status_code))
        if response is None:
            return [f"{method} {path}: {answer.status_code} is not in the document: {answer.text}"]
        if "content" not in response:
            return [f"{method} {path}: a body where none is documented"] if answer.data else []
        return self.faults(response["content"]["application/json"]["schema"], answer.json)

    def faults(self, schema: dict[str, Any], value: Any) -> list[str]:
        """What a schema of the document says against a value."""
        judge = {**_of_json_schema(schema), "components": _of_json_schema(self.content["components"])}
        checked = Draft202012Validator(judge, format_checker=FORMATS).iter_errors(value)
        return [f"{each.json_path}: {each.message[:300]}" for each in checked]

    def request_schema(self, path: str, method: str) -> dict[str, Any]:
        """The schema of a request's body."""
        return self.content["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]

    def properties(self, path: str, method: str) -> dict[str, dict[str, Any]]:
        """The members of a request's body, by name."""
        name = self.request_schema(path, method)["$ref"].rpartition("/")[2]
        return self.content["components"]["schemas"][name]["properties"]

    def filled(self, path: str, known: dict[str, int]) -> dict[str, Any]:
        """A body for a new record with a fitting value for every field that is known.

        Parameters:
            known: ids by what they are of, for fields that point somewhere.
        """
        excluded = EXCLUDED.get(path.removeprefix(PREFIX), frozenset())
        properties = self.properties(path, "post")
        return _filled({name: each for name, each in properties.items() if name not in excluded}, known)


def _of_json_schema(schema: Any) -> Any:
    """OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own."""
    if isinstance(schema, list):
        return [_of_json_schema(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _of_json_schema(each) for name, each in schema.items() if name != "nullable"}
    return {"anyOf": [found, {"type": "null"}]} if schema.get("nullable") is True else found


def _filled(properties: dict[str, dict[str, Any]], known: dict[str, int]) -> dict[str, Any]:
    values = {
        name: CHECKED.get(name) or _fitting(schema, known)
        for name, schema in properties.items()
        if not schema.get("readOnly") and name not in OF_OTHER_KINDS | {"id", "revision"}
    }
    return {name: value for name, value in values.items() if value is not None}


def _fitting(schema: dict[str, Any], known: dict[str, int]) -> Any:
    """A value that fits the schema; None where it would have to point to something unknown."""
    if "oneOf" in schema:
        return _fitting(schema["oneOf"][0], known)
    if "enum" in schema:
        return schema["enum"][0]
    match schema["type"]:
        case "array":
            items = schema["items"]
            return [_filled(items["properties"], known)] if "properties" in items else []
        case "integer":
            pointed_to = schema.get("description", "").removeprefix("id of a ")
            return known.get(pointed_to) if pointed_to else 7
        case "boolean":
            return True
        case "object":
            return None  # a file, which is handed over before
    if "pattern" in schema:
        return "10.00" if "." in schema["pattern"] else "10"
    by_format = {
        "date": "2026-11-24",
        "date-time": "2026-11-24T10:00:00+00:00",
        "duration": "PT2H",
        "email": "ivan@example.com",
        "uri": "https://example.com/",
    }
    return by_format.get(schema.get("format", ""), "text")


def misfits(schema: dict[str, Any]) -> Iterator[Any]:
    """Values that the schema does not take."""
    yield {"an": "object"}
    schema = schema.get("oneOf", [schema])[0]
    if schema["type"] in ("integer", "boolean") or schema.keys() & {"enum", "pattern"}:
        yield "не то"
    if schema.get("format") in ("date", "date-time", "email"):
        yield "не то"
    if schema["type"] == "array":
        yield ["не то"]
    if schema.get("maxLength", 10_000) < 10_000:
        yield "ы" * (schema["maxLength"] + 1)


def make_record(document: Document, client: Any, plural: str, known: dict[str, int]) -> tuple[dict[str, Any], Any]:
    """A record with a value in every field that a request may write; none may be refused.

    Returns:
        What was sent, and the answer.
    """
    values = document.filled(f"{PREFIX}{plural}", known)
    answer = client.post(f"{PREFIX}{plural}", json=values)
    assert answer.status_code == 201, answer.text
    return values, answer


def known_records(document: Document, client: Any, **ids: int) -> dict[str, int]:
    """The id of a record of each type, by its name; `ids` of what is no record, such as a `person`."""
    known = dict(ids)
    for record_type in needed_first():
        items = client.get(f"{PREFIX}{record_type.plural}").json["items"]
        if items:
            known[record_type.name] = items[0]["id"]
        else:
            _sent, made = make_record(document, client, record_type.plural, known)
            assert made.status_code == 201, made.text
            known[record_type.name] = made.json["id"]
    return known
