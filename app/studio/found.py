"""What a check has found, as pages show it."""

from collections.abc import Iterable, Sequence

from app.engine.deploying import CONFIRMATION, ERROR, WARNING, Problem

_ORDER = (ERROR, CONFIRMATION, WARNING)


def by_file(names: Iterable[str], problems: Sequence[Problem]) -> list[tuple[str, list[Problem]]]:
    """The problems of each file, errors first; files without one are there, too."""
    every = [*names, *(each.file_name for each in problems if each.file_name)]
    errors_first = sorted(problems, key=lambda problem: _ORDER.index(problem.severity))
    return [(name, [each for each in errors_first if each.file_name == name]) for name in dict.fromkeys(every)]
