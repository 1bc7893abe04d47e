"""The runner of the Technology Compatibility Kit, on a little kit of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.feel.dmn.tck import main, print_report, run

from .dmn_xml import decision, dmn, input_data, literal

HEAD = (
    '<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
)
MODEL = dmn(
    input_data("x", "number"),
    decision("double", literal("x * 2"), inputs=["x"]),
    decision("all", literal('{a: [1, null], d: date("2024-02-29"), t: duration("PT1H")}')),
    '<decisionService id="S" name="S"><outputDecision href="#double"/><inputData href="#x"/></decisionService>',
)


def value(text: str, kind: str = "decimal") -> str:
    return f'<value xsi:type="xsd:{kind}">{text}</value>'


def case(name: str, result: str, expected: str, given: str = "", attributes: str = "") -> str:
    return (
        f'<testCase id="{name}" {attributes}>{given}<resultNode name="{result}"><expected>{expected}</expected>'
        f"</resultNode></testCase>"
    )


def kit(root: Path, *cases: str, folder: str = "0001-test", level: str = "compliance-level-2") -> Path:
    place = root / level / folder
    place.mkdir(parents=True)
    (place / f"{folder}.dmn").write_text(MODEL, encoding="utf-8")
    tests = f"{HEAD}<modelName>{folder}.dmn</modelName>{''.join(cases)}</testCases>"
    (place / f"{folder}-test-01.xml").write_text(tests, encoding="utf-8")
    return root


X = f'<inputNode name="x">{value("21")}</inputNode>'


def test_values_of_every_kind_are_compared(tmp_path: Path) -> None:
    everything = (
        f'<component name="a"><list><item>{value("1")}</item><item><value xsi:nil="true"/></item></list></component>'
        f'<component name="d">{value("2024-02-29", "date")}</component>'
        f'<component name="t">{value("PT1H", "duration")}</component>'
    )
    report = run(
        kit(
            tmp_path,
            case("number", "double", value("42"), X),
            case("service", "double", value("42"), X, 'invocableName="S" type="decisionService"'),
            case("nothing", "double", '<value xsi:nil="true"/>'),
            case("all", "all", everything),
        )
    )
    assert [(outcome.case, outcome.status) for outcome in report.outcomes] == [
        ("number", "passed"),
        ("service", "passed"),
        ("nothing", "passed"),
        ("all", "passed"),
    ]
    assert report.ok


@pytest.mark.parametrize(
    "expected",
    [value("41"), value("42", "string"), value("true", "boolean"), '<value xsi:nil="true"/>', value("NaN", "double")],
)
def test_another_value_fails_with_both_in_the_report(tmp_path: Path, expected: str) -> None:
    report = run(kit(tmp_path, case("1", "double", expected, X)))
    assert report.failures[0].detail.startswith("double: ")
    assert not report.ok


def test_external_functions_are_not_supported_and_do_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit(tmp_path, case("1", "double", value("42"), X))
    kit(tmp_path, case("1", "double", value("0"), X), folder="0002-external-java", level="compliance-level-3")
    report = run(tmp_path)
    assert [outcome.status for outcome in report.outcomes] == ["passed", "not supported"]
    assert print_report(report) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("0002-external-java") and line.split()[1:] == ["0", "0", "1"] for line in lines)
    assert lines[-1].split() == ["in", "all", "1", "0", "1", "100.00%"]


def test_the_exit_status_tells_whether_each_level_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(kit(tmp_path / "good", case("1", "double", value("42"), X)))]) == 0
    assert main([str(kit(tmp_path / "bad", case("1", "double", value("0"), X)))]) == 1
    assert "expected 0, got 42" in capsys.readouterr().out
    assert main([str(tmp_path / "missing")]) == 2
    (tmp_path / "empty").mkdir()
    assert main([str(tmp_path / "empty")]) == 1


def test_a_model_that_does_not_load_fails_its_cases(tmp_path: Path) -> None:
    root = kit(tmp_path, case("1", "double", value("42"), X))
    next(root.rglob("*.dmn")).write_text("<broken", encoding="utf-8")
    assert "does not load" in run(root).failures[0].detail
