"""What is wrong with an artifact, in words for its author."""

import difflib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from app.i18n import Words, localized
from app.i18n import lazy_gettext as _

ERROR = "error"
WARNING = "warning"
CONFIRMATION = "confirmation"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file.

    Attributes:
        file_name: the file as it was given to `deploy`.
        severity: `error` (nothing is published), `confirmation` (nothing is published before somebody has confirmed it)
            or `warning`.
        message: what is wrong, in the language of whoever reads it.
        suggestion: what to do about it, or None.
        line, column: place in the file, from 1; None when the problem has no place.
        element_id, element_name: the diagram element.
        element_ids: all elements that are concerned, `element_id` among them.
        code: stable name of the kind of problem.
        by_administrator: only an administrator may confirm it.
    """

    file_name: str
    severity: str
    message: Words
    suggestion: Words | None = None
    line: int | None = None
    column: int | None = None
    element_id: str | None = None
    element_name: str | None = None
    element_ids: tuple[str, ...] = ()
    code: str = ""
    by_administrator: bool = False

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR

    @property
    def confirmation(self) -> str | None:
        """By what name it is confirmed; None where there is nothing to confirm."""
        return f"{self.code}:{self.file_name}:{self.element_id or ''}" if self.severity == CONFIRMATION else None

    def stands_in_the_way(self, confirmed: Collection[str], administrator: bool | None = None) -> bool:
        """Whether nothing can be published because of it.

        Parameters:
            confirmed: the names (`confirmation`) of what somebody has confirmed.
            administrator: whether an administrator publishes; None: the program itself, which is asked nothing that is
                an administrator's to say.
        """
        if self.by_administrator and not self.is_error:
            return administrator is not None and not (administrator and self.confirmation in confirmed)
        return self.is_error or (self.confirmation is not None and self.confirmation not in confirmed)

    def in_file(self, file_name: str) -> "Problem":
        """The same problem, said of another file."""
        return replace(self, file_name=file_name)


class ArtifactUnreadable(Exception):
    """A file is so wrong that there is nothing to check further.

    Attributes:
        problems: why.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = list(problems)

    def __str__(self) -> str:
        return "; ".join(localized(problem.message) for problem in self.problems)


def similar(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """The most similar known name; None when none is as similar as `likeness` (0 to 1)."""
    by_lower_case = {each.lower(): each for each in sorted(known, reverse=True)}
    close = difflib.get_close_matches(name.lower(), by_lower_case, n=1, cutoff=likeness)
    return by_lower_case[close[0]] if close else None


def did_you_mean(name: str, known: Iterable[str]) -> Words:
    """A suggestion: the most similar known name, else the list of them, else that there are none."""
    names = sorted(known)
    found = similar(name, names)
    if found is not None:
        return _("Did you mean “%(name)s”?", name=found)
    if not names:
        return _("There are none yet.")
    return _("Known: %(known)s.", known=", ".join(names[:20]) + ("…" if len(names) > 20 else ""))
