"""Reading a lifecycle file: what it says, and what its author is told when it is wrong."""

import pytest

from app.engine.problems.problem import ArtifactUnreadable
from app.records.lifecycle.model import ALL
from app.records.lifecycle.parse import parse_lifecycle
from tests.words import english, russian

SMALL = """\
record_type: deal
name: {ru: Сделка, en: Deal}
stages:
  - {id: open, label: {ru: В работе, en: Open}, color: "#38bdf8"}
  - {id: lost, label: Отказ, kind: lost}
statuses:
  - {id: new, stage: open, initial: true}
  - {id: pause, stage: lost, kind: paused, board: false, offered: false, listed: false}
  - {id: refusal, stage: lost, color: "#ff0000", final: true}
roles:
  manager: {attribute: manager, fallback_group: sales}
  viewers: {attribute: viewers, many: true}
  cco: {label: {ru: Директор, en: Director}, group: directors}
permissions:
  manager: {write: [new, pause], read: all}
  viewers: {read: all}
create: [manager]
actions:
  assign: [cco]
"""


def read(text: str):
    return parse_lifecycle("deal.lifecycle.yaml", text.encode())[1]


def problems(text: str) -> list:
    with pytest.raises(ArtifactUnreadable) as refused:
        read(text)
    return refused.value.problems


def test_its_key_is_the_record_type():
    assert parse_lifecycle("x.lifecycle.yaml", SMALL.encode())[0] == "deal"


def test_statuses_come_in_order_with_the_colour_and_kind_of_their_stage():
    new, pause, refusal = read(SMALL).statuses

    assert (new.id, new.color, new.kind, new.initial) == ("new", "#38bdf8", "open", True)
    assert (pause.kind, pause.board, pause.offered, pause.listed) == ("paused", False, False, False)
    assert (refusal.kind, refusal.color, refusal.final) == ("lost", "#ff0000", True)


def test_it_answers_for_statuses_and_stages():
    lifecycle = read(SMALL)

    assert lifecycle.initial_status.id == "new"
    assert lifecycle.stage_of("pause").label == {"ru": "Отказ", "en": "Отказ"}
    assert [status.id for status in lifecycle.statuses if status.stage == "lost"] == ["pause", "refusal"]
    assert [status.id for status in lifecycle.statuses if status.board] == ["new", "refusal"]
    assert lifecycle.status("nowhere") is None


def test_permissions_are_status_sets_or_all():
    written, read_by_manager, viewed = read(SMALL).permissions

    assert (written.role, written.access, written.statuses) == ("manager", "write", frozenset({"new", "pause"}))
    assert (read_by_manager.access, read_by_manager.statuses) == ("read", ALL)
    assert viewed.role == "viewers"


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "says"),
    [
        ("name: {ru", "nmae: {ru", "key-unknown", 2, "nmae"),
        ("record_type: deal\n", "", "key-missing", 1, "record_type"),
        ("stage: open, initial", "stage: opne, initial", "stage-unknown", 7, "opne"),
        (", initial: true", "", "initial-missing", 7, ""),
        ("final: true", "initial: true", "initial-twice", 7, "refusal"),
        ("id: refusal", "id: new", "id-duplicate", 9, "new"),
        ("id: refusal", "id: 9lives", "id-malformed", 9, "9lives"),
        ("attribute: manager, fallback_group: sales", "label: x", "role-unbound", 11, "manager"),
        ("group: directors", "group: directors, everyone: true", "role-bound-twice", 13, "everyone"),
        ("many: true}", "many: true, fallback_group: sales}", "fallback-without-person", 12, "viewers"),
        ("viewers: {read: all}", "watchers: {read: all}", "role-unknown", 16, "watchers"),
        ("[new, pause]", "[new, pausse]", "status-unknown", 15, "pausse"),
        ("assign: [cco]", "assign: [coc]", "role-unknown", 19, "coc"),
        ("kind: lost}", "kind: lots}", "value-unknown", 5, "lots"),
        ('"#38bdf8"', "sky", "color-malformed", 4, "sky"),
        ("board: false", "board: maybe", "flag-expected", 8, "board"),
        ("create: [manager]", "create: manager", "list-expected", 17, "create"),
        ("viewers: {read: all}", "viewers: all", "map-expected", 16, "viewers"),
    ],
)
def test_each_mistake_is_named_with_its_line(old, new, code, line, says):
    text = SMALL.replace(old, new, 1)
    assert text != SMALL

    found = next(problem for problem in problems(text) if problem.code == code)

    assert found.line == line
    assert says in russian(found.message)
    assert says in english(found.message)


def test_a_key_given_twice_is_a_mistake():
    [problem] = problems(SMALL + "create: [cco]\n")

    assert (problem.code, problem.line) == ("key-duplicate", 20)


def test_a_near_miss_is_suggested():
    found = problems(SMALL.replace("[new, pause]", "[new, pausse]"))

    assert english(found[0].suggestion) == "Did you mean “pause”?"


def test_all_mistakes_are_told_at_once():
    text = SMALL.replace("group: directors", "grup: directors").replace("[new, pause]", "[news]")

    assert {problem.code for problem in problems(text)} == {"key-unknown", "role-unbound", "status-unknown"}


@pytest.mark.parametrize(
    "text",
    ["record_type: [", "a: b: c", "- just\n- a list", "text", "\tx: 1", "a: &a [*a]", "!!python/object:os.system {}"],
)
def test_what_is_no_lifecycle_is_refused_in_words(text):
    assert problems(text)


def test_ten_thousand_nested_levels_are_refused():
    assert problems("[" * 10_000)[0].code == "yaml-too-deep"


def test_a_huge_file_is_refused():
    assert problems("# " + "x" * 1_000_001)[0].code == "yaml-too-large"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(ArtifactUnreadable) as refused:
        parse_lifecycle("deal.lifecycle.yaml", b"record_type: \xff\xfe")

    assert refused.value.problems[0].line == 1


def test_an_alias_bomb_costs_nothing():
    levels = "\n".join(f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" if i else "l0: &l0 [x]" for i in range(30))

    assert {problem.code for problem in problems(levels)} == {"key-unknown", "key-missing"}
