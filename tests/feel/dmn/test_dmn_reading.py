"""Reading DMN files: versions, identity, and files that are refused in words."""

from __future__ import annotations

import pytest

from app.feel.dmn import DmnError, XmlLimits, load_model
from tests.words import catalogue

from .dmn_xml import decision, dmn, input_data, literal, table

VERSIONS = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
]


@pytest.mark.parametrize("namespace", VERSIONS)
def test_every_version_from_1_1_to_1_5_loads(namespace: str) -> None:
    model = load_model(dmn(decision("Answer", literal("40 + 2")), dmn_namespace=namespace))
    assert model.evaluate("Answer", {}).value == 42


def test_a_file_in_another_encoding_is_read_by_its_declaration() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + dmn(decision("Скидка", literal('"нет"')))
    assert load_model(text.encode("windows-1251")).evaluate("Скидка", {}).value == "нет"


def test_text_is_read_whatever_encoding_it_declares() -> None:
    text = '<?xml version="1.0" encoding="windows-1251"?>' + dmn(decision("Скидка", literal('"нет"')))
    assert load_model(text).evaluate("Скидка", {}).value == "нет"


def test_a_decision_is_found_by_id_and_by_name() -> None:
    source = dmn('<decision id="d1" name="Two words">' + literal("1") + "</decision>")
    model = load_model(source)
    assert model.evaluate("d1", {}).value == model.evaluate("Two words", {}).value == 1


def test_an_unknown_decision_is_an_error_in_words() -> None:
    with pytest.raises(DmnError, match='no decision "Nothing"'):
        load_model(dmn()).evaluate("Nothing", {})


def error_of(source: str | bytes, **keywords: object) -> DmnError:
    with pytest.raises(DmnError) as caught:
        load_model(source, **keywords)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "xml-malformed"),
        ("<definitions", "xml-malformed"),
        (b"\xff\xfe\x00<", "xml-malformed"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "xml-malformed"),
        ("<html/>", "not-dmn"),
        ('<definitions xmlns="http://example.org/"/>', "not-dmn"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "xml-forbidden"),
        ('<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', "xml-forbidden"),
        (dmn(decision("A", literal("1"), inputs=["nowhere"])), "reference-broken"),
        (dmn(decision("A", literal("1"), inputs=["other#b"])), "reference-not-imported"),
        (dmn(input_data("I"), decision("A", literal("1"), decisions=["I"])), "reference-kind"),
        (dmn(decision("A", literal("1")), decision("A", literal("1"))), "id-duplicate"),
        (
            dmn('<import name="x" namespace="y" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>'),
            "import-missing",
        ),
        (dmn('<import name="x" namespace="y" importType="http://www.w3.org/2001/XMLSchema"/>'), "import-unsupported"),
        (
            dmn(decision("A", '<decisionTable hitPolicy="SOMETIMES"><output/></decisionTable>')),
            "attribute-unknown-value",
        ),
        (dmn(decision("A", "<decisionTable/>")), "table-without-outputs"),
        (dmn(decision("A", table(["x"], [["1"]]))), "rule-width"),
        (dmn(decision("A", table(["x"], [["1", "2", "3"]]))), "rule-width"),
        (dmn(decision("A", table(["x"], [["1", "2", "3"]], outputs=["a", ""]))), "output-unnamed"),
        (dmn(decision("A", "<conditional><if>" + literal("true") + "</if></conditional>")), "element-missing"),
    ],
)
def test_a_broken_file_is_refused_with_a_code(source: str | bytes, code: str) -> None:
    error = error_of(source)
    assert error.code == code
    assert error.message
    assert error.translated(catalogue("ru")) != error.message


def test_an_error_tells_line_element_row_and_file() -> None:
    error = error_of(dmn(decision("Discount", table(["x"], [["1", "2"], ["1"]]))), file_name="discount.dmn")
    problem = error.problems[0]
    assert (problem.line, problem.element_id, problem.element_name, problem.row) == (4, "rule2", "Discount", 2)
    assert str(problem).startswith("discount.dmn, line 4")


def test_all_errors_of_a_file_are_told_at_once() -> None:
    error = error_of(dmn(decision("A", literal("1"), inputs=["x"]), decision("B", literal("1"), inputs=["y"])))
    assert [problem.element_name for problem in error] == ["A", "B"]


def test_required_decisions_in_a_circle_are_refused_with_the_path() -> None:
    error = error_of(
        dmn(
            decision("A", literal("B"), decisions=["B"]),
            decision("B", literal("C"), decisions=["C"]),
            decision("C", literal("A"), decisions=["A"]),
        )
    )
    assert error.code == "requirement-cycle"
    assert "A → B → C → A" in error.message


def test_an_entity_bomb_ends_at_its_declaration() -> None:
    bomb = '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    assert error_of(bomb + "]><l>&j;</l>").code == "xml-forbidden"


def test_a_file_over_the_size_limit_is_refused_unread() -> None:
    assert error_of(b"<" * 20_000_000).code == "xml-too-large"


def test_too_deep_and_too_many_elements_are_refused() -> None:
    assert error_of("<a>" * 10_000).code == "xml-too-deep"
    assert error_of("<a>" + "<b/>" * 100 + "</a>", xml_limits=XmlLimits(elements=50)).code == "xml-too-many"


def test_types_with_prefixes_of_version_1_1_are_understood() -> None:
    source = f"""<definitions xmlns="{VERSIONS[0]}" xmlns:feel="http://www.omg.org/spec/FEEL/20140401" name="n">
      <decision id="A" name="A"><variable name="A" typeRef="feel:string"/>{literal("1")}</decision></definitions>"""
    assert load_model(source).evaluate("A", {}).value is None
