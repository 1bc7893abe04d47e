"""What deploy suggests for the mistakes that analysts make most."""

from app.engine.problems.problem import did_you_mean
from tests.engine.checks.conftest import DIAGRAMS
from tests.words import english


def test_letters_of_another_size_are_forgiven():
    assert english(did_you_mean("CCO", ["cco", "manager"])) == "Did you mean “cco”?"


def test_a_process_that_does_not_say_its_records_is_told_how(check):
    text = (DIAGRAMS / "juel-unknown.bpmn").read_text(encoding="utf-8")
    text = text.replace('<camunda:property name="recordType" value="sample"/>', "")
    text = text.replace("${dateTime().plusDays(1)}", "=sample.name")
    [found] = [each for each in check("no-record-type", text) if each.code == "feel-unknown-name"]
    assert "recordType = sample" in english(found.suggestion)


def test_words_without_quotes_in_a_table_are_told_of_quotes(check):
    text = (DIAGRAMS / "decision-reads-unknown.bpmn").read_text(encoding="utf-8")
    [found] = [each for each in check("decision-reads-unknown", text) if each.code == "decision-reads-unknown"]
    assert "in quotes" in english(found.suggestion)
