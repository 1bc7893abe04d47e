"""Errors and warnings of FEEL. Each has a stable ``code``, ``parameters`` and words that can be translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .messages import sentence
from .words import NullTranslations


class FeelError(Exception):
    """Anything FEEL refuses. ``str(error)`` is a sentence in English; ``translated`` says it in other languages.

    :ivar code: stable identifier of the message, a key of :data:`app.feel.messages.MESSAGES`.
    :ivar parameters: what the message mentions.
    """

    def __init__(self, code: str, **parameters: object) -> None:
        self.code = code
        self.parameters: Mapping[str, object] = parameters
        super().__init__(sentence(code, parameters))

    def translated(self, translations: NullTranslations) -> str:
        """The message in the language of a catalogue of gettext."""
        return sentence(self.code, self.parameters, translations)


class FeelSyntaxError(FeelError):
    """The source is not FEEL.

    :ivar source: the whole source.
    :ivar position: offset of the first character that does not fit, from 0.
    :ivar line: its line, from 1.
    :ivar column: its column, from 1.
    :ivar expected: what could have stood there: signs, keywords, or the words "expression", "name", "type", "end".
    """

    def __init__(
        self, code: str, source: str, position: int, expected: tuple[str, ...] = (), **parameters: object
    ) -> None:
        if expected:
            parameters["expected"] = expected
        super().__init__(code, **parameters)
        self.source = source
        self.position = position
        self.expected = expected
        self.line = source.count("\n", 0, position) + 1
        self.column = position - (source.rfind("\n", 0, position) + 1) + 1

    @property
    def message(self) -> str:
        """The message in English."""
        return str(self)


class FeelNameError(FeelError):
    """A name the expression reads and nobody provides. Returned (not raised) by ``check_names``.

    :ivar name: the name, or the path's field.
    :ivar position: its offset in the source, from 0.
    :ivar suggestion: the known name that looks most like it, or ``None``.
    """

    def __init__(self, code: str, name: str, position: int, suggestion: str | None, **parameters: object) -> None:
        if suggestion is not None:
            code += "-suggestion"
            parameters["suggestion"] = suggestion
        super().__init__(code, name=name, **parameters)
        self.name = name
        self.position = position
        self.suggestion = suggestion


class FeelLimitError(FeelError):
    """An expression that is too large, too deep, too long to evaluate, or that makes too much."""


class FeelTimeError(FeelLimitError):
    """The host's deadline has come during an evaluation, see :func:`app.feel.deadline.until`."""

    def __init__(self) -> None:
        super().__init__("limit-time")


@dataclass(frozen=True, slots=True)
class Warning_:
    """Why a part of an evaluation is null although nobody wrote null.

    :ivar position: offset in the source, from 0; ``None`` when it cannot be told.
    """

    code: str
    position: int | None
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The message in English."""
        return sentence(self.code, self.parameters)

    def translated(self, translations: NullTranslations) -> str:
        """The message in the language of a catalogue of gettext."""
        return sentence(self.code, self.parameters, translations)

    def __str__(self) -> str:
        return self.message


class ValueProblem(Exception):
    """Raised inside a built-in function: its result is null, and this is the warning."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters
