"""The words of all problems of artifacts, by code."""

from app.engine.problem_words.compensation import COMPENSATION
from app.engine.problem_words.dialect import DIALECT
from app.engine.problem_words.entry import Entry as Entry
from app.engine.problem_words.expressions import EXPRESSIONS
from app.engine.problem_words.flows import FLOWS
from app.engine.problem_words.jobs import JOBS
from app.engine.problem_words.references import REFERENCES
from app.engine.problem_words.settings import SETTINGS

PROBLEM_WORDS: dict[str, Entry] = {**COMPENSATION, **DIALECT, **EXPRESSIONS, **FLOWS, **JOBS, **REFERENCES, **SETTINGS}
