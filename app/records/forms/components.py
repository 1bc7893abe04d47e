"""Reads the components of a form file."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from app.engine.deploying import did_you_mean
from app.feel import Expression, FeelError, compile_expression
from app.i18n import Words, artifact_words
from app.i18n import lazy_gettext as _
from app.records.checks.findings import Findings
from app.records.forms.model import CONTAINERS, INPUTS, SHOWN, Component, Option, Validation
from app.records.forms.words import WHY_REFUSED

_COMMON = {"id", "type", "label", "layout", "conditional", "properties", "description", "key"}
_INPUT = _COMMON | {"validate", "disabled", "readonly", "defaultValue", "tooltip"}
_CHOICE = {"values", "valuesKey", "valuesExpression", "searchable"}
_ATTRIBUTES: dict[str, set[str]] = {
    "textfield": _INPUT | {"appearance"},
    "textarea": _INPUT,
    "number": _INPUT | {"decimalDigits", "increment", "serializeToString", "appearance"},
    "checkbox": _INPUT,
    "select": _INPUT | _CHOICE,
    "radio": _INPUT | _CHOICE,
    "checklist": _INPUT | _CHOICE,
    "taglist": _INPUT | _CHOICE,
    "datetime": _INPUT
    | {
        "subtype",
        "dateLabel",
        "timeLabel",
        "timeSerializingFormat",
        "timeInterval",
        "use24h",
        "disallowPassedDates",
    },
    "filepicker": _INPUT | {"multiple", "accept"},
    "group": _COMMON | {"components", "showOutline", "verticalAlignment"},
    "dynamiclist": _COMMON
    | {
        "components",
        "path",
        "isRepeating",
        "allowAddRemove",
        "defaultRepetitions",
        "showOutline",
        "verticalAlignment",
        "disabled",
        "disableCollapse",
        "nonCollapsedItems",
    },
    "text": _COMMON | {"text"},
    "html": _COMMON | {"content"},
    "separator": _COMMON,
    "spacer": _COMMON | {"height"},
    "expression": _COMMON | {"expression", "computeOn"},
}
_RULES = {"required", "minLength", "maxLength", "min", "max", "pattern", "patternErrorMessage", "validationType"}
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_SUBTYPES = ("date", "time", "datetime")
MAXIMUM_DEPTH = 20


def line_of_id(text: str, identifier: Any) -> int | None:
    """The line of a form file on which something has this id."""
    if not isinstance(identifier, str):
        return None
    found = re.search(r'"id"\s*:\s*"' + re.escape(identifier) + '"', text)
    return text.count("\n", 0, found.start()) + 1 if found else None


class ComponentReader:
    """Turns JSON objects into components; what does not fit becomes a problem.

    Parameters:
        text: the file, to find the lines of components.
    """

    def __init__(self, text: str, findings: Findings) -> None:
        self._text = text
        self._findings = findings
        self._ids: set[str] = set()

    def components(
        self, raw: Any, where: str, keys: set[str] | None = None, depth: int = 0, in_list: bool = False
    ) -> tuple[Component, ...]:
        """Read a list of components.

        Parameters:
            where: path in the file.
            keys: keys that are taken already in the same data.
            in_list: whether they are inside a dynamic list.
        """
        if not isinstance(raw, list):
            self._shape(where, _("a list"))
            return ()
        if depth > MAXIMUM_DEPTH:
            self._findings.add("form-too-deep")
            return ()
        keys = set() if keys is None else keys
        read = (self._component(each, f"{where}[{i}]", keys, depth, in_list) for i, each in enumerate(raw))
        return tuple(component for component in read if component)

    def _component(self, raw: Any, where: str, keys: set[str], depth: int, in_list: bool) -> Component | None:
        if not isinstance(raw, dict):
            self._shape(where, _("a JSON object"))
            return None
        one = _One(raw, where, line_of_id(self._text, raw.get("id")), self._findings)
        if one.type not in _ATTRIBUTES:
            one.refuse_type()
            return None
        self._check_id(one)
        one.check_attributes()
        one.check_key(keys)
        inner: tuple[Component, ...] = ()
        if one.type in CONTAINERS:
            is_list = one.type == "dynamiclist"
            if is_list and in_list:
                one.say("list-in-list")
            inner_keys = set() if is_list else keys
            inner = self.components(
                raw.get("components", []), f"{where}.components", inner_keys, depth + 1, in_list or is_list
            )
        return one.component(inner)

    def _check_id(self, one: "_One") -> None:
        if not one.id:
            one.say("component-id-missing")
        elif one.id in self._ids:
            one.say("component-id-duplicate", id=one.id)
        self._ids.add(one.id)

    def _shape(self, where: str, expected: Words) -> None:
        self._findings.add("form-shape", where=where, expected=expected)


class _One:
    """One component while it is read."""

    def __init__(self, raw: Mapping[str, Any], where: str, line: int | None, findings: Findings) -> None:
        self.raw = raw
        self.where = where
        self.line = line
        self.type = str(raw.get("type"))
        self.id = raw["id"] if isinstance(raw.get("id"), str) else ""
        key = raw.get("path") if self.type == "dynamiclist" else raw.get("key")
        self.key = key if isinstance(key, str) else ""
        properties = raw.get("properties")
        self.properties = (
            {str(name): str(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
        )
        self._findings = findings

    def say(self, code: str, **values: Any) -> None:
        self._findings.add(code, self.line, element_id=self.id or None, where=self.where, type=self.type, **values)

    def refuse_type(self) -> None:
        why = WHY_REFUSED.get(self.type)
        suggestion = None if why else did_you_mean(self.type, _ATTRIBUTES)
        self.say("component-refused", why=_(why) if why else "", suggestion=suggestion)

    def check_attributes(self) -> None:
        for name in self.raw.keys() - _ATTRIBUTES[self.type]:
            if name == "path" and not self.raw[name]:
                continue
            self.say("attribute-unknown", attribute=name)
        if self.type == "group" and self.raw.get("path"):
            why = _("The fields of a group lie beside the others.")
            self.say("attribute-refused", attribute="path", why=why)
        if self.type == "filepicker" and self.raw.get("accept"):
            why = _("The field says which files it takes.")
            self.say("attribute-refused", attribute="accept", why=why)
        if self.raw.get("valuesExpression"):
            why = _("Use the property `choices`.")
            self.say("attribute-refused", attribute="valuesExpression", why=why)

    def check_key(self, keys: set[str]) -> None:
        if self.type not in INPUTS and self.type not in ("dynamiclist", "expression"):
            return
        if not self.key:
            if self.type != "expression":
                self.say("component-key-missing")
        elif not _KEY.match(self.key):
            self.say("component-key-malformed", key=self.key)
        elif self.key in keys:
            self.say("component-key-duplicate", key=self.key)
        keys.add(self.key)

    def component(self, inner: tuple[Component, ...]) -> Component:
        layout = self._object("layout")
        columns = layout.get("columns")
        is_choice = self.type in ("select", "radio", "checklist", "taglist")
        options = self._options() if is_choice else ()
        entity = self.properties.get("entity") if is_choice else None
        choices = (self.properties.get("choices") or None) if is_choice else None
        if is_choice and not options and not entity and not choices:
            self.say("options-missing")
        subtype = str(self.raw.get("subtype", "date"))
        if self.type == "datetime" and subtype not in _SUBTYPES:
            self._shape("subtype", _("date, time or datetime"))
        return Component(
            id=self.id,
            type=self.type,
            key=self.key,
            label=self._words("label", self.raw.get("dateLabel") if self.type == "datetime" else None),
            description=self._words("description"),
            where=self.where,
            line=self.line,
            row=str(layout.get("row") or self.id),
            columns=columns
            if isinstance(columns, int) and not isinstance(columns, bool) and 1 <= columns <= 16
            else None,
            validation=self._validation(),
            options=options,
            choices=choices,
            entity=entity or None,
            hide=self._feel(self._object("conditional").get("hide"), "conditional.hide"),
            expression=self._expression(),
            content=self._words("text" if self.type == "text" else "content"),
            default=self.raw.get("defaultValue"),
            begins_with=self._feel(self.properties.get("default"), "properties.default"),
            disabled=self._flag("disabled") or self._flag("readonly"),
            multiple=self._flag("multiple"),
            subtype=subtype,
            decimals=self._count("decimalDigits", self.raw.get("decimalDigits")),
            components=inner,
            properties=self.properties,
        )

    def _words(self, name: str, instead: Any = None) -> dict[str, str]:
        value = self.raw.get(name, instead)
        if value is None:
            return {}
        if not isinstance(value, str):
            self._shape(name, _("a text"))
            return {}
        if "{{" in value:
            why = _("Templates {{…}} are not executed.")
            self.say("attribute-refused", attribute=name, why=why)
        english = self.properties.get(f"{name}:en") or (
            self.properties.get("label:en") if name == "dateLabel" else None
        )
        return artifact_words(value, english or value)

    def _expression(self) -> Expression | None:
        if self.type == "expression":
            if not self.raw.get("expression"):
                self._shape("expression", _("a FEEL expression"))
            return self._feel(self.raw.get("expression"), "expression")
        text = self.raw.get("text")
        if self.type == "text" and isinstance(text, str) and text.startswith("="):
            return self._feel(text, "text")
        return None

    def _feel(self, source: Any, attribute: str) -> Expression | None:
        if source is None or source == "":
            return None
        if not isinstance(source, str):
            self._shape(attribute, _("a FEEL expression"))
            return None
        try:
            return compile_expression(source.removeprefix("="))
        except FeelError as error:
            self.say("feel-malformed", attribute=attribute, why=error)
            return None

    def _validation(self) -> Validation:
        rules = self._object("validate")
        for name in rules.keys() - _RULES:
            self.say("attribute-unknown", attribute=f"validate.{name}")
        message = rules.get("patternErrorMessage")
        return Validation(
            required=rules.get("required") is True,
            minimum=self._decimal("min", rules.get("min")),
            maximum=self._decimal("max", rules.get("max")),
            min_length=self._count("minLength", rules.get("minLength")),
            max_length=self._count("maxLength", rules.get("maxLength")),
            pattern=self._pattern(rules.get("pattern")),
            pattern_message=artifact_words(message, self.properties.get("patternErrorMessage:en") or message)
            if isinstance(message, str)
            else None,
            email=rules.get("validationType") == "email",
        )

    def _decimal(self, rule: str, value: Any) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            if isinstance(value, bool):
                raise InvalidOperation
            return Decimal(str(value))
        except InvalidOperation:
            self.say("validation-malformed", rule=rule, value=value)
            return None

    def _count(self, rule: str, value: Any) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.say("validation-malformed", rule=rule, value=value)
        return None

    def _pattern(self, pattern: Any) -> str | None:
        if not pattern:
            return None
        try:
            compiled: re.Pattern[str] = re.compile(pattern)
        except (re.error, TypeError, RecursionError):
            self.say("validation-malformed", rule="pattern", value=pattern)
            return None
        return compiled.pattern

    def _options(self) -> tuple[Option, ...]:
        raw = self.raw.get("values")
        if raw is None:
            return ()
        if not isinstance(raw, list):
            self._shape("values", _("a list"))
            return ()
        options: dict[str, Option] = {}
        for each in raw:
            if not isinstance(each, dict) or "value" not in each:
                self._shape("values", _("pairs of label and value"))
                continue
            value = str(each["value"])
            if value in options:
                self.say("options-twice", value=value)
            label = str(each.get("label") or value)
            options[value] = Option(value, artifact_words(label, self.properties.get(f"option:{value}:en") or label))
        return tuple(options.values())

    def _flag(self, name: str) -> bool:
        value = self.raw.get(name, False)
        if isinstance(value, bool):
            return value
        why = _("Only true or false can stand here.")
        self.say("attribute-refused", attribute=name, why=why)
        return False

    def _object(self, name: str) -> Mapping[str, Any]:
        value = self.raw.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self._shape(name, _("a JSON object"))
            return {}
        return value

    def _shape(self, name: str, expected: Words) -> None:
        self._findings.add(
            "form-shape",
            self.line,
            element_id=self.id or None,
            where=f"{self.where}.{name}",
            expected=expected,
        )


assert set(_ATTRIBUTES) == {*INPUTS, *CONTAINERS, *SHOWN}
