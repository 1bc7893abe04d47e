"""What a form file says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.engine.deploying import Problem
from app.feel import Expression
from app.i18n import ArtifactWords, artifact_words
from app.records.checks.model import Check

#: Types of components that hold a value that a person gives.
INPUTS = (
    "textfield",
    "textarea",
    "number",
    "checkbox",
    "select",
    "radio",
    "checklist",
    "taglist",
    "datetime",
    "filepicker",
)
#: Types whose value is a list.
LISTS = ("checklist", "taglist")
#: Types with components inside.
CONTAINERS = ("group", "dynamiclist")
#: Types that only show something.
SHOWN = ("text", "html", "separator", "spacer", "expression")


@dataclass(frozen=True)
class Option:
    """One of the values to choose from, written in the form itself."""

    value: str
    label: ArtifactWords


@dataclass(frozen=True)
class Validation:
    """What a value must be like."""

    required: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    pattern_message: ArtifactWords | None = None
    email: bool = False


@dataclass(frozen=True)
class Component:
    """One field, group, list or text of a form.

    Attributes:
        id: unique in the form.
        type: as form-js calls it.
        key: name of the value; empty for what holds none. For a dynamic list: its path.
        label, description: words in both languages.
        where: place in the file for an author (`components[2].components[0]`).
        row, columns: row of the grid, and width in sixteenths (None: what is left is shared).
        options: values written in the form.
        choices: name of a list of choices: a field of the record type, or `status`.
        entity: record type (or `person`) to pick from.
        hide: FEEL; the component is hidden, and its value not taken, while this is true.
        expression: FEEL of an `expression` component, or of a text that begins with `=`.
        content: words of a `text` or `html` component.
        begins_with: FEEL; the value with which a new record begins, when nothing else gives one.
        subtype: of a `datetime`: `date`, `time` or `datetime`.
        multiple: of a `filepicker`: several files.
        properties: the custom properties as they stand in the file.
    """

    id: str
    type: str
    key: str = ""
    label: ArtifactWords = field(default_factory=dict)
    description: ArtifactWords = field(default_factory=dict)
    where: str = ""
    line: int | None = None
    row: str = ""
    columns: int | None = None
    validation: Validation = Validation()
    options: tuple[Option, ...] = ()
    choices: str | None = None
    entity: str | None = None
    hide: Expression | None = None
    expression: Expression | None = None
    content: ArtifactWords = field(default_factory=dict)
    default: Any = None
    begins_with: Expression | None = None
    disabled: bool = False
    subtype: str = "datetime"
    decimals: int | None = None
    multiple: bool = False
    components: tuple["Component", ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_input(self) -> bool:
        return self.type in INPUTS

    @property
    def is_list(self) -> bool:
        return self.type in LISTS or self.multiple

    @property
    def is_file(self) -> bool:
        return self.type == "filepicker"

    @property
    def is_money(self) -> bool:
        return self.properties.get("format") == "money"

    @property
    def is_cleared_when_hidden(self) -> bool:
        """Whether what the record holds goes when an answer hides the component: it concerns the record no more."""
        return self.properties.get("whenHidden") == "clear"

    @property
    def narrowed_by(self) -> tuple[str, ...]:
        """Of a picker: keys of the form and fields of what is picked, whose values must be equal."""
        return tuple(self.properties.get("narrow", "").replace(",", " ").split())

    @property
    def is_rich_text(self) -> bool:
        return self.properties.get("richText") == "true"

    def inside(self) -> Iterator["Component"]:
        """All components in it, at every depth."""
        return _walk(self.components)

    def words(self, name: str, default_ru: str = "") -> ArtifactWords:
        """A custom property in both languages: `name` and `name:en`."""
        russian = self.properties.get(name, default_ru)
        return artifact_words(russian, self.properties.get(f"{name}:en", russian))


@dataclass(frozen=True)
class Form:
    """A form file.

    Attributes:
        key: its id, by which diagrams and record types name it.
        record_type: the type whose fields its components are; None: all are process variables.
        title: words in both languages.
        tabs: whether the groups at the top are tabs.
        checks: what must hold between the values that are given to the form.
        warnings: what the reader found odd.
    """

    key: str
    components: tuple[Component, ...]
    record_type: str | None = None
    title: ArtifactWords = field(default_factory=dict)
    tabs: bool = False
    checks: tuple[Check, ...] = ()
    warnings: tuple[Problem, ...] = field(default=(), compare=False)

    def walk(self) -> Iterator[Component]:
        """Every component, a container before what is in it."""
        return _walk(self.components)

    def outside_lists(self) -> Iterator[Component]:
        """Every component whose key is of the record itself, not of a row."""
        return _outside_lists(self.components)

    def inputs(self) -> Iterator[Component]:
        """The components that hold a value at the top level of the data: inputs and lists, not what is in a list."""
        return _top(self.components)

    def component(self, key: str) -> Component | None:
        """The component of that key, or None."""
        return next((each for each in self.inputs() if each.key == key), None)

    @property
    def takes_files(self) -> bool:
        """Whether files can be attached in it."""
        return any(each.is_file and not each.disabled for each in self.walk())

    @property
    def has_conditions(self) -> bool:
        """Whether something must be computed again while the form is filled."""
        return any(each.hide or each.expression for each in self.walk())


def _walk(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        yield component
        yield from _walk(component.components)


def _outside_lists(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        yield component
        if component.type != "dynamiclist":
            yield from _outside_lists(component.components)


def _top(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        if component.type == "group":
            yield from _top(component.components)
        elif component.key and (component.is_input or component.type == "dynamiclist"):
            yield component
