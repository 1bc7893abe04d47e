"""Reads a file of added fields."""

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from yaml.nodes import MappingNode, Node

from app.engine.deploying import did_you_mean
from app.feel import FeelError, compile_expression
from app.i18n import LANGUAGES, localized
from app.records.added.model import AddedFields
from app.records.added.words import ADDED_WORDS
from app.records.checks.findings import Findings
from app.records.fields import (
    BooleanField,
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    EmailField,
    FileField,
    IntegerField,
    MoneyField,
    PercentField,
    PersonField,
    PhoneField,
    ReferenceField,
    RichTextField,
    TextField,
    UrlField,
)
from app.records.lifecycle.yaml_nodes import Reader, line_of, read_yaml
from app.records.types import Field, registry

#: What an added field may be, by the name of its type.
TYPES: Mapping[str, type[Field]] = {
    each.type: each
    for each in (
        TextField,
        RichTextField,
        IntegerField,
        DecimalField,
        PercentField,
        MoneyField,
        BooleanField,
        DateField,
        DateTimeField,
        DurationField,
        ChoiceField,
        ChoicesField,
        PersonField,
        ReferenceField,
        UrlField,
        EmailField,
        PhoneField,
        FileField,
    )
}
_ROOT = ("record_type", "fields")
_EVERY = ("name", "type", "label", "read_only", "formula", "personal")
_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "max_length": ("text", "rich_text"),
    "scale": ("decimal", "percent"),
    "choices": ("choice", "choices"),
    "target": ("reference",),
    "many": ("file",),
    "accept": ("file",),
}
_NEVER_COMPUTED = ("choices", "rich_text", "file")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_MEDIA_TYPE = re.compile(r"[a-z]+/(\*|[a-z0-9][a-z0-9.+-]*)\Z")
_LONGEST_NAME = 64
_LONGEST_TEXT, _USUAL_TEXT, _USUAL_RICH_TEXT = 1_000_000, 1000, 100_000
_LARGEST_SCALE = 9


def parse_fields(file_name: str, content: bytes) -> tuple[str, AddedFields]:
    """Read a `*.fields.yaml`.

    Returns:
        Its key (the record type) and what it says.

    Raises:
        ArtifactUnreadable: with every problem that the file has by itself.
    """
    findings = Findings(file_name, ADDED_WORDS)
    root = read_yaml(content, findings)
    added = _File(Reader(findings)).read(root)
    findings.refuse()
    return added.record_type, added


class _File:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, root: Node) -> AddedFields:
        reader = self._reader
        pairs = reader.mapping(root, "fields", _ROOT)
        for key in _ROOT:
            if key not in pairs:
                reader.say("key-missing", root, what="fields", key=key)
        type_node = pairs.get("record_type")
        record_type = reader.identifier(type_node, "record_type") if type_node else ""
        fields: dict[str, Field] = {}
        lines: dict[str, int] = {}
        for node in reader.items(pairs.get("fields"), "fields"):
            field = _One(reader, node).field()
            if field is not None and field.name in fields:
                reader.say("id-duplicate", node, id=field.name)
            elif field is not None:
                fields[field.name], lines[field.name] = field, line_of(node)
        return AddedFields(record_type, tuple(fields.values()), lines, line_of(type_node) if type_node else 1)


class _One:
    """One field while it is read."""

    def __init__(self, reader: Reader, node: Node) -> None:
        self._reader, self._node = reader, node
        self._pairs = reader.mapping(node, "fields", (*_EVERY, *_OF_TYPE))
        self._name = self._type = ""

    def field(self) -> Field | None:
        """The field; None when it cannot be told what it is."""
        if not isinstance(self._node, MappingNode) or not self._needed("name", "type", "label"):
            return None
        self._name = self._reader.text(self._pairs["name"], "fields.name")
        if len(self._name) > _LONGEST_NAME or not _NAME.match(self._name):
            self._say("field-name", "name")
        self._type = self._reader.text(self._pairs["type"], f"{self._name}.type")
        if self._type not in TYPES:
            suggestion = did_you_mean(self._type, TYPES)
            self._say("field-type-unknown", "type", known=", ".join(TYPES), suggestion=suggestion)
            return None
        formula = self._formula()
        read_only = self._reader.flag(self._pairs, "read_only", self._name, False)
        personal = self._reader.flag(self._pairs, "personal", self._name, False)
        words = self._words(self._pairs["label"], "label")
        label = LazyString(localized, words)
        return TYPES[self._type](
            self._name,
            label,
            read_only=read_only or bool(formula),
            formula=formula,
            personal=personal,
            custom=True,
            **self._of_type(),
        )

    def _needed(self, *keys: str) -> bool:
        missing = [key for key in keys if key not in self._pairs]
        for key in missing:
            self._reader.say("key-missing", self._node, what="fields", key=key)
        return not missing

    def _of_type(self) -> dict[str, Any]:
        for key, types in _OF_TYPE.items():
            if key in self._pairs and self._type not in types:
                self._say("field-key-unfit", key, key=key)
        match self._type:
            case "text":
                return {"max_length": self._number("max_length", _USUAL_TEXT, 1, _LONGEST_TEXT)}
            case "rich_text":
                return {"max_length": self._number("max_length", _USUAL_RICH_TEXT, 1, _LONGEST_TEXT)}
            case "decimal" | "percent":
                return {"scale": self._number("scale", 2, 0, _LARGEST_SCALE)}
            case "choice" | "choices":
                return {"choices": self._choices()}
            case "reference":
                return {"target": self._target()} if self._needed("target") else {}
            case "file":
                return {"many": self._reader.flag(self._pairs, "many", self._name, False), "accept": self._accept()}
        return {}

    def _number(self, key: str, usual: int, least: int, most: int) -> int:
        if key not in self._pairs:
            return usual
        text = self._reader.text(self._pairs[key], f"{self._name}.{key}")
        if text.isascii() and text.isdecimal() and len(text) < 10 and least <= int(text) <= most:
            return int(text)
        self._say("field-number", key, key=key, least=least, most=most)
        return usual

    def _choices(self) -> tuple[Choice, ...]:
        choices: dict[str, Choice] = {}
        for node in self._reader.items(self._pairs.get("choices"), f"{self._name}.choices"):
            pairs = self._reader.mapping(node, f"{self._name}.choices", ("id", "label"))
            if "id" not in pairs or "label" not in pairs:
                self._reader.say("key-missing", node, what=f"{self._name}.choices", key="id, label")
                continue
            identifier = self._reader.identifier(pairs["id"], f"{self._name}.choices.id")
            if identifier in choices:
                self._reader.say("id-duplicate", node, id=identifier)
            choices[identifier] = Choice(identifier, self._words(pairs["label"], identifier))
        if not choices:
            self._say("field-choices", "type")
        return tuple(choices.values())

    def _accept(self) -> tuple[str, ...]:
        accepted = []
        for node in self._reader.items(self._pairs.get("accept"), f"{self._name}.accept"):
            accepted.append(self._reader.text(node, f"{self._name}.accept"))
            if not _MEDIA_TYPE.match(accepted[-1]):
                self._reader.say("field-accept", node, name=self._name, given=accepted[-1])
        return tuple(accepted)

    def _words(self, node: Node, what: str) -> "_Words":
        words = self._reader.words(node, f"{self._name}.{what}", "")
        for language in LANGUAGES:
            if not words.get(language):
                self._reader.say("field-language-missing", node, name=self._name, what=what, language=language)
        return _Words(words)

    def _formula(self) -> str:
        if "formula" not in self._pairs:
            return ""
        if self._type in _NEVER_COMPUTED:
            self._say("field-formula-unfit", "formula")
        source = self._reader.text(self._pairs["formula"], f"{self._name}.formula").removeprefix("=")
        try:
            compile_expression(source)
        except FeelError as error:
            self._say("field-formula", "formula", why=error)
        return source

    def _target(self) -> str:
        target = self._reader.text(self._pairs["target"], f"{self._name}.target")
        if target and registry.get(target) is None:
            suggestion = did_you_mean(target, [each.name for each in registry])
            self._say("field-target", "target", target=target, suggestion=suggestion)
        return target

    def _say(self, code: str, place: str, **values: Any) -> None:
        self._reader.say(code, self._pairs[place], name=self._name, type=self._type, **values)


class _Words(dict[str, str]):
    """Words in both languages that can be a part of what is looked up by its value."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self.items()))
