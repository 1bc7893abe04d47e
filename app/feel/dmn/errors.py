"""What is wrong with a model (problems) and the exception that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..words import ENGLISH, NullTranslations
from .messages import render


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a DMN file, placed so that an editor can show it.

    ``line`` counts from 1 in the file; ``row`` (rule) and ``column`` (inputs first, then outputs) count from 1 in a
    decision table; ``position`` is the offset in the text of the expression.
    """

    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    severity: str = "error"
    element_id: str | None = None
    element_name: str | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    position: int | None = None
    file_name: str | None = None

    @property
    def message(self) -> str:
        return self.translated(ENGLISH)

    def translated(self, translations: NullTranslations) -> str:
        """The message in the language of a catalogue of gettext."""
        return render(self.code, self.parameters, translations)

    def __str__(self) -> str:
        where = [part for part in (self.file_name, f"line {self.line}" if self.line else None) if part]
        name = self.element_name or self.element_id
        if name:
            where.append(f'"{name}"')
        return f"{', '.join(where)}: {self.message}" if where else self.message


class DmnError(Exception):
    """A model cannot be loaded, or an evaluation cannot end. Holds one or more :class:`Problem`.

    Iterating gives the problems; ``message``, ``element_id``, ``element_name``, ``line``, ``row`` and ``code`` are
    those of the first.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        if not self.problems:
            raise ValueError("a DmnError needs a problem")
        super().__init__("; ".join(str(problem) for problem in self.problems))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    @property
    def code(self) -> str:
        return self.problems[0].code

    @property
    def message(self) -> str:
        return self.problems[0].message

    @property
    def element_id(self) -> str | None:
        return self.problems[0].element_id

    @property
    def element_name(self) -> str | None:
        return self.problems[0].element_name

    @property
    def line(self) -> int | None:
        return self.problems[0].line

    @property
    def row(self) -> int | None:
        return self.problems[0].row

    def translated(self, translations: NullTranslations) -> str:
        """All messages in the language of a catalogue of gettext, one a line."""
        return "\n".join(problem.translated(translations) for problem in self.problems)


@dataclass(slots=True)
class ProblemCollector:
    """Gathers problems while a file is read, so that an analyst sees all of them at once."""

    file_name: str | None = None
    problems: list[Problem] = field(default_factory=list)

    def add(
        self,
        code: str,
        *,
        element_id: str | None = None,
        element_name: str | None = None,
        line: int | None = None,
        row: int | None = None,
        severity: str = "error",
        **parameters: object,
    ) -> None:
        self.problems.append(
            Problem(
                code=code,
                parameters=parameters if row is None else {**parameters, "row": row},
                severity=severity,
                element_id=element_id,
                element_name=element_name,
                line=line,
                row=row,
                file_name=self.file_name,
            )
        )

    def raise_errors(self) -> None:
        """Raise :class:`DmnError` when an error was added."""
        errors = [problem for problem in self.problems if problem.severity == "error"]
        if errors:
            raise DmnError(errors)
