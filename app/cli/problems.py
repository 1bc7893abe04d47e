"""Problems of artifacts as lines of a terminal."""

from collections.abc import Collection

from app.engine.deploying import Problem
from app.i18n import localized


def problem_line(problem: Problem, confirmed: Collection[str] = ()) -> str:
    """`file:line:column: severity: [element] what is wrong, and what to do`, and how it is confirmed."""
    place = f"{problem.file_name}:{problem.line or 0}:{problem.column or 0}: " if problem.file_name else ""
    element = f" [{problem.element_id}]" if problem.element_id else ""
    suggestion = f" {localized(problem.suggestion, 'en')}" if problem.suggestion else ""
    if problem.confirmation is not None and problem.confirmation not in confirmed:
        suggestion += f" To publish it nevertheless: --confirm '{problem.confirmation}'"
    return f"{place}{problem.severity}:{element} {localized(problem.message, 'en')}{suggestion}"
