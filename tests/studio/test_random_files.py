"""Files and expressions at random, damaged or hostile: only errors of their own come out, in time and in memory."""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import app.factory  # noqa: F401  (registers every kind of file)
from app.engine.deploying import ArtifactUnreadable
from app.engine.deploying.artifact_kinds import kind_of_file
from app.feel import FeelError, compile_expression, compile_unary_tests
from app.records.forms.evaluate import evaluate
from tests.hostile import ENDLESS, HOST

ROOT = Path(__file__).parents[2]
SAMPLES = {
    "x.bpmn": (ROOT / "bpmn" / "lead.bpmn").read_bytes(),
    "x.form": (ROOT / "forms" / "deal.form").read_bytes(),
    "lead.lifecycle.yaml": (ROOT / "bpmn" / "lead.lifecycle.yaml").read_bytes(),
    "x.dmn": (ROOT / "tests" / "engine" / "diagrams" / "discount.dmn").read_bytes(),
}
BYTES = st.one_of(st.binary(max_size=40), st.sampled_from([text[:2000].encode() for text in (*HOST, *ENDLESS)]))
FUZZ = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def damaged(draw, content: bytes) -> bytes:
    """A file in which some pieces were cut out, doubled or replaced."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 200)))
        piece = draw(st.one_of(BYTES, st.just(content[start:end] * 2), st.just(b"")))
        content = content[:start] + piece + content[end:]
    return content


def read(name: str, content: bytes) -> None:
    started = time.monotonic()
    with suppress(ArtifactUnreadable):
        kind_of_file(name).parse(name, content)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("name", SAMPLES)
def test_a_damaged_file_is_read_or_refused_in_words(name):
    @FUZZ
    @given(damaged(SAMPLES[name]))
    def check(content):
        read(name, content)

    check()


@pytest.mark.parametrize("name", SAMPLES)
def test_random_bytes_are_refused_in_words(name):
    @FUZZ
    @given(st.binary(max_size=300))
    def check(content):
        read(name, content)

    check()


WORDS = """1 given for in return if then else some every satisfies function external true null item partial instance of
between and or not ( ) [ ] { } . .. , : = != < <= > >= + - * ** / ? @ " ' // /* */ -> 1e400 0.1 date( duration( string(
matches( replace( split( sort( count( context( get value( number( list< range<"""
SCOPE = {"given": {"name": "value", "list": [1, "2", None]}}


@settings(FUZZ, max_examples=400)
@given(st.lists(st.one_of(st.sampled_from(WORDS.split()), st.sampled_from(HOST), st.text(max_size=5)), max_size=25))
def test_random_expressions_give_a_value_or_an_error_of_their_own(words):
    source = " ".join(words)
    started = time.monotonic()
    with suppress(FeelError):
        compile_expression(source).evaluate(SCOPE)
    with suppress(FeelError):
        compile_unary_tests(source).evaluate(1, SCOPE)
    assert time.monotonic() - started < 15


@pytest.mark.parametrize("place", ["hide", "computed", "text"])
def test_an_escape_written_into_a_form_reaches_nothing(place):
    for source in (*HOST, *ENDLESS[:3]):
        component = {"id": "a", "key": "a", "type": "textfield", "label": "A"}
        if place == "hide":
            component["conditional"] = {"hide": f"={source}"}
        elif place == "computed":
            component |= {"type": "expression", "expression": f"={source}"}
        else:
            component |= {"type": "text", "text": f"={source}"}
        form = {"id": "f", "type": "default", "schemaVersion": 19, "components": [component]}
        try:
            _key, parsed = kind_of_file("f.form").parse("f.form", json.dumps(form).encode())
        except ArtifactUnreadable:
            continue
        found = repr(evaluate(parsed, {}, SCOPE))
        assert not any(word in found for word in ("root:x:", "<class ", "<module ", "<built-in", "uid="))


MEASURE = """
import resource, sys
from app.feel import FeelError, compile_expression
from tests.hostile import ENDLESS
resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20, 600 * 2**20))
for source in ENDLESS:
    try:
        compile_expression(source).evaluate({})
    except FeelError:
        pass
"""


def test_hostile_expressions_end_within_their_memory():
    """The address space of the child is limited: a MemoryError would be an error that is not FEEL's own."""
    child = subprocess.run([sys.executable, "-c", MEASURE], cwd=ROOT, capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr[-2000:]
