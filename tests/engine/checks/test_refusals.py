"""One small diagram for each thing that deploy refuses or warns of, named after the problem."""

import re

import pytest

from app.engine.problems.words import PROBLEM_WORDS
from tests.engine.checks.conftest import DIAGRAMS
from tests.words import in_language

NAMES = sorted(path.stem for path in DIAGRAMS.glob("*.bpmn"))
# Also said where a diagram without a picture or a task without a person is only the stage for something else.
ASIDE = {"diagram-missing", "nobody-asked", "second-token"}
ABOUT_THE_ID = {"id-reserved", "too-long"}
# Need more than one file, or no diagram at all: see test_deployment.py.
ELSEWHERE = {
    "deployment-too-slow",
    "task-asks-others",
    "task-lends-fields",
    "build-failed",
    "decision-none",
    "deployment-too-large",
    "file-kind-unknown",
    "file-name-taken",
    "key-renamed",
    "key-taken",
    "nothing-to-deploy",
    "process-key-taken",
}


@pytest.mark.parametrize("name", NAMES)
def test_problem_is_found_where_it_is(check, name):
    code = name.split("--")[0]
    found = check(name)
    said = [problem for problem in found if problem.code == code]
    assert len(said) == 1, found
    assert {problem.code for problem in found} - ASIDE <= {code}, found
    (problem,) = said
    assert problem.severity == PROBLEM_WORDS[code].severity
    assert problem.element_id in ("wrong", None) or code in ABOUT_THE_ID
    lines = (DIAGRAMS / f"{name}.bpmn").read_text(encoding="utf-8").splitlines()
    if problem.element_id == "wrong" and code != "id-duplicate":
        begins = next(number for number, line in enumerate(lines, 1) if ' id="wrong"' in line)
        assert begins <= problem.line <= begins + 6
    assert problem.column is None or 1 <= problem.column <= len(lines[problem.line - 1])


@pytest.mark.parametrize("name", NAMES)
def test_words_are_whole_in_both_languages(check, name):
    for problem in check(name):
        for words in filter(None, (problem.message, problem.suggestion)):
            for language in ("ru", "en"):
                text = in_language(words, language)
                assert not re.search(r"(?<!\$){\w+}|%\(|None", text), text
                assert language == "en" or re.search("[а-яё]", text), text


def test_every_problem_of_diagrams_has_a_diagram():
    assert {name.split("--")[0] for name in NAMES} | ELSEWHERE == set(PROBLEM_WORDS)


def test_every_refusal_says_what_to_do(check):
    silent = {
        code
        for name in NAMES
        for code in [name.split("--")[0]]
        for problem in check(name)
        if problem.code == code and problem.is_error and problem.suggestion is None
    }
    # In these the message itself says what to do, or there is only one thing to do.
    assert silent <= {
        "element-refused",
        "attribute-refused",
        "feel-syntax",
        "flow-into-boundary",
        "event-gateway-few",
        "event-gateway-same",
        "event-gateway-target",
        "parameter-duplicate",
        "parameter-no-name",
        "artifact-version-unknown",
        "input-invalid",
    }
