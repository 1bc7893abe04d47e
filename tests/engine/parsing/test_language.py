"""Diagrams in the language of the reader."""

from pathlib import Path

from app.engine.parsing.language import diagram_in

LEAD = (Path(__file__).parents[3] / "bpmn" / "lead.bpmn").read_text(encoding="utf-8")


def test_elements_take_the_names_of_the_language():
    english = diagram_in("en", LEAD)
    assert 'name="Take to work"' in english
    assert 'name="Взятие в работу"' not in english


def test_in_russian_a_diagram_is_as_it_was_drawn():
    assert diagram_in("ru", LEAD) == LEAD


def test_elements_without_such_words_keep_their_names():
    xml = '<definitions><task id="a" name="Звонок"/></definitions>'
    assert 'name="Звонок"' in diagram_in("en", xml)
