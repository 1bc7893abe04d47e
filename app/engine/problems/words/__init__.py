"""The words of all problems of artifacts, in both languages, by code."""

from app.engine.problems.words.compensation import COMPENSATION
from app.engine.problems.words.dialect import DIALECT
from app.engine.problems.words.entry import Entry as Entry
from app.engine.problems.words.expressions import EXPRESSIONS
from app.engine.problems.words.flows import FLOWS
from app.engine.problems.words.jobs import JOBS
from app.engine.problems.words.references import REFERENCES
from app.engine.problems.words.settings import SETTINGS

PROBLEM_WORDS: dict[str, Entry] = {**COMPENSATION, **DIALECT, **EXPRESSIONS, **FLOWS, **JOBS, **REFERENCES, **SETTINGS}
