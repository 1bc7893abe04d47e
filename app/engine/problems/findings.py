"""Collects the problems of one file."""

from dataclasses import dataclass
from typing import Any

from app.engine.problems.problem import Problem
from app.engine.problems.words import PROBLEM_WORDS
from app.i18n import Words, lazy_message


@dataclass(frozen=True)
class Place:
    """Where a problem is: line and column from 1, and the element there."""

    line: int | None = None
    column: int | None = None
    element_id: str | None = None
    element_name: str | None = None


NOWHERE = Place()


class Findings:
    """The problems of one file, in the order they were found."""

    def __init__(self, file_name: str) -> None:
        self.file_name = file_name
        self.problems: list[Problem] = []

    def add(
        self,
        code: str,
        place: Place = NOWHERE,
        *,
        element_ids: tuple[str, ...] = (),
        suggestion: Words | None = None,
        **values: Any,
    ) -> None:
        """Add a problem; its severity and words are those of `code` in `app.engine.problems.words`.

        Parameters:
            element_ids: other elements that are concerned.
            suggestion: said instead of the one of `code`.
            values: fill the words.
        """
        words = PROBLEM_WORDS[code]
        values = {"id": place.element_id or "", "name": place.element_name or place.element_id or ""} | values
        if suggestion is None and words.suggestion is not None:
            suggestion = lazy_message(words.suggestion, values)
        ids = (place.element_id, *element_ids) if place.element_id else element_ids
        self.problems.append(
            Problem(
                file_name=self.file_name,
                severity=words.severity,
                message=lazy_message(words.message, values),
                suggestion=suggestion,
                line=place.line,
                column=place.column,
                element_id=place.element_id,
                element_name=place.element_name,
                element_ids=tuple(dict.fromkeys(ids)),
                code=code,
                by_administrator=words.by_administrator,
            )
        )

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)
