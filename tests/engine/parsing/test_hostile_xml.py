"""Files that want to do harm, or are just broken: each is refused in words, quickly, and opens nothing."""

import time

import pytest

from app.engine.deploying import ArtifactUnreadable
from app.engine.parsing.reader import read_diagram
from app.engine.parsing.xml_document import DEPTH_LIMIT, ELEMENT_LIMIT, SIZE_LIMIT
from tests.words import english, russian

BPMN = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def one_process(content: str) -> str:
    """A file with one process that begins with the start event `s`."""
    camunda = 'xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    process = f'<process id="p" isExecutable="true"><startEvent id="s"/>{content}</process>'
    return f'<definitions {BPMN} {camunda} id="d">{process}</definitions>'


def refused(content: bytes):
    with pytest.raises(ArtifactUnreadable) as caught:
        read_diagram("hostile.bpmn", content)
    (problem,) = caught.value.problems
    assert problem.is_error
    assert problem.file_name == "hostile.bpmn"
    assert russian(problem.message) != english(problem.message)
    return problem


def test_external_entity_is_not_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    problem = refused(
        f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]><definitions {BPMN}>&x;</definitions>'.encode()
    )
    assert problem.code == "xml-doctype"
    assert "SECRET" not in str(problem)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/d.dtd">',
        '<!DOCTYPE d [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]>',
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>',
        "<!DOCTYPE d>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_document_type_is_refused_in_any_encoding(prolog, encoding):
    declared = "" if encoding == "utf-8-sig" else f"<?xml version='1.0' encoding='{encoding}'?>"
    begun = time.perf_counter()
    assert refused(f"{declared}{prolog}<definitions {BPMN}>&l9;</definitions>".encode(encoding)).code == "xml-doctype"
    assert time.perf_counter() - begun < 1


def test_file_of_twenty_megabytes_is_refused_before_it_is_read():
    problem = refused(b"<a>" + b" " * (20 * 1024 * 1024) + b"</a>")
    assert problem.code == "xml-too-large"
    assert str(SIZE_LIMIT // 1024 // 1024) in english(problem.message)


def test_ten_thousand_levels_are_refused_at_the_limit():
    problem = refused(b"<a>" * 10_000 + b"</a>" * 10_000)
    assert problem.code == "xml-too-deep"
    assert (problem.line, problem.column) == (1, DEPTH_LIMIT * 3 + 1)


def test_too_many_elements_are_refused():
    assert refused(b"<a>" + b"<b/>" * (ELEMENT_LIMIT + 1) + b"</a>").code == "xml-too-many"


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"<a>\n  <b></a>", (2, 8)),
        (b"<a b=1/>", (1, 6)),
        (b"<a>&unknown;</a>", (1, 4)),
        (b"<x:a/>", (1, 1)),
        (b"<a/><b/>", (1, 5)),
        (b"plain words", (1, 1)),
        (b"\xff\xfe\x00\xff", (1, 1)),
        (b"<a>\x00</a>", (1, 4)),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", (1, 1)),
        (b"PK\x03\x04 a docx", (1, 3)),
    ],
)
def test_broken_xml_is_named_with_its_place(content, place):
    problem = refused(content)
    assert problem.code == "xml-malformed"
    assert problem.line == place[0]
    assert abs(problem.column - place[1]) <= 2


@pytest.mark.parametrize("content", [b"", b"  \n"])
def test_empty_file_is_refused(content):
    assert refused(content).code == "xml-empty"


def test_other_xml_is_not_a_diagram():
    assert refused(b"<html/>").code == "not-bpmn"


def test_cyrillic_in_an_old_encoding_is_read():
    process = '<process id="p" name="Сделка" isExecutable="true"/>'
    text = f'<?xml version="1.0" encoding="windows-1251"?><definitions {BPMN}>{process}</definitions>'
    (process,) = read_diagram("old.bpmn", text.encode("cp1251")).processes
    assert process.name == {"ru": "Сделка"}


def test_places_are_those_of_the_start_tags():
    process = '<process id="p" isExecutable="true">\n    <startEvent id="s"/><task id="t"/>\n  </process>'
    text = f"<definitions {BPMN}>\n  <!-- a note -->\n  {process}\n</definitions>"
    (process,) = read_diagram("places.bpmn", text.encode()).processes
    assert [(node.id, node.element.line, node.element.column) for node in process.all_nodes()] == [
        ("s", 4, 5),
        ("t", 4, 25),
    ]


def test_long_chain_of_elements_is_read_checked_and_built(check_text):
    count = 2_000
    tasks = "".join(f'<task id="t{n}"/>' for n in range(count))
    flows = "".join(f'<sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>' for n in range(count - 1))
    text = one_process(f'{tasks}{flows}<sequenceFlow id="f" sourceRef="s" targetRef="t0"/>')
    assert [problem for problem in check_text(text) if problem.is_error] == []


@pytest.fixture
def check_text(app):
    from app.engine import SYSTEM, deploy

    return lambda text: deploy({"p.bpmn": text.encode()}, name="check", actor=SYSTEM, dry_run=True).problems


@pytest.mark.parametrize("depth", [1_000, 10_000])
def test_deeply_nested_expression_is_refused_in_words(check_text, depth):
    source = "(" * depth + "1" + ")" * depth
    script = '<scriptTask id="t" scriptFormat="feel" camunda:resultVariable="x">'
    flow = '<sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
    text = one_process(f"{script}<script>{source}</script></scriptTask>{flow}")
    assert [problem.code for problem in check_text(text) if problem.is_error] == ["feel-syntax"]
