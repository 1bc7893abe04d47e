"""Collects the problems of one artifact that the records read: a lifecycle file or a form."""

from collections.abc import Mapping
from typing import Any

from app.engine.deploying import ArtifactUnreadable, Entry, Problem
from app.i18n import Words, lazy_message


class Findings:
    """The problems of one file, in the order they were found.

    Parameters:
        file_name: as it was given to `deploy`.
        words: severity, message and suggestion by problem code.
    """

    def __init__(self, file_name: str, words: Mapping[str, Entry]) -> None:
        self.file_name = file_name
        self.problems: list[Problem] = []
        self._words = words

    def add(
        self,
        code: str,
        line: int | None = None,
        column: int | None = None,
        *,
        element_id: str | None = None,
        suggestion: Words | None = None,
        **values: Any,
    ) -> None:
        """Add a problem whose words are those of `code`, filled with `values`."""
        words = self._words[code]
        if suggestion is None and words.suggestion is not None:
            suggestion = lazy_message(words.suggestion, values)
        self.problems.append(
            Problem(
                file_name=self.file_name,
                severity=words.severity,
                message=lazy_message(words.message, values),
                suggestion=suggestion,
                line=line,
                column=column,
                element_id=element_id,
                element_ids=(element_id,) if element_id else (),
                code=code,
                by_administrator=words.by_administrator,
            )
        )

    @property
    def has_errors(self) -> bool:
        return any(problem.is_error for problem in self.problems)

    def refuse(self) -> None:
        """Stop here when something is wrong.

        Raises:
            ArtifactUnreadable: there is at least one error.
        """
        if self.has_errors:
            raise ArtifactUnreadable(self.problems)
