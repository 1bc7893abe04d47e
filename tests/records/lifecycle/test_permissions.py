"""Rights by the lifecycle file: the shipped binding of roles to groups, and the opposite one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.ground.actor import Actor
from app.records.lifecycle.parse import parse_lifecycle
from app.records.lifecycle.permissions import (
    ALL,
    Always,
    EmptyPersonField,
    PersonField,
    PersonListField,
    action_allowed,
    action_on_new_allowed,
    create_allowed,
    grants,
)

BPMN = Path(__file__).parents[3] / "bpmn"
MINE = ("write", PersonField("manager"))
SHOWN_TO_ME = ("read", PersonListField("viewers"))
NOBODYS = ("write", EmptyPersonField("manager"))
EVERY_READ = ("read", Always())
EVERY_WRITE = ("write", Always())


def person(*groups: str) -> Actor:
    return Actor(7, "somebody", "Кто-то", frozenset(groups))


def shipped(record_type: str):
    path = BPMN / f"{record_type}.lifecycle.yaml"
    return parse_lifecycle(path.name, path.read_bytes())[1]


def opposite(record_type: str):
    """The file with nothing changed but the two groups."""
    text = (BPMN / f"{record_type}.lifecycle.yaml").read_text()
    swapped = text.replace("crm-cco", "?").replace("crm-manager", "crm-cco").replace("?", "crm-manager")
    return parse_lifecycle("x", swapped.encode())[1]


def rights(lifecycle, actor) -> set:
    found = grants(lifecycle, actor)
    assert all(grant.statuses == ALL for grant in found)
    return {(grant.access, grant.when) for grant in found}


@pytest.mark.parametrize("record_type", ["lead", "deal"])
class TestAsShipped:
    def test_a_manager_has_their_own_records_and_those_of_nobody(self, record_type):
        assert rights(shipped(record_type), person("crm-cco")) == {MINE, NOBODYS, SHOWN_TO_ME}

    def test_a_director_sees_and_changes_everything(self, record_type):
        assert rights(shipped(record_type), person("crm-manager")) == {MINE, SHOWN_TO_ME, EVERY_READ, EVERY_WRITE}

    def test_an_administrator_changes_everything(self, record_type):
        assert EVERY_WRITE in rights(shipped(record_type), person("crm-administrators"))

    def test_who_is_in_no_group_has_only_what_names_them(self, record_type):
        assert rights(shipped(record_type), person()) == {MINE, SHOWN_TO_ME}

    def test_members_of_all_groups_create_and_others_do_not(self, record_type):
        lifecycle = shipped(record_type)

        assert create_allowed(lifecycle, person("crm-cco"))
        assert create_allowed(lifecycle, person("crm-manager"))
        assert create_allowed(lifecycle, person("crm-administrators"))
        assert not create_allowed(lifecycle, person("analysts"))


@pytest.mark.parametrize("record_type", ["lead", "deal"])
class TestOppositeBinding:
    def test_the_groups_change_places(self, record_type):
        swapped = opposite(record_type)

        assert rights(swapped, person("crm-manager")) == {MINE, NOBODYS, SHOWN_TO_ME}
        assert rights(swapped, person("crm-cco")) == {MINE, SHOWN_TO_ME, EVERY_READ, EVERY_WRITE}

    def test_the_fallback_of_the_manager_changes_too(self, record_type):
        assert opposite(record_type).roles["manager"].fallback_group == "crm-manager"


def test_only_some_roles_may_assign_a_manager():
    lifecycle = shipped("deal")

    assert action_allowed(lifecycle, "assign-manager", "new", {"cco"}.__contains__)
    assert not action_allowed(lifecycle, "assign-manager", "new", {"manager", "viewers"}.__contains__)


def test_a_director_may_change_the_status_and_a_viewer_may_not():
    lifecycle = shipped("deal")

    assert action_allowed(lifecycle, "change-status", "new", {"cco"}.__contains__)
    assert not action_allowed(lifecycle, "change-status", "new", {"viewers"}.__contains__)


def test_of_an_action_that_is_not_listed_the_file_says_nothing():
    assert action_allowed(shipped("deal"), "merge", "new", lambda role: False) is None


def test_deleting_is_never_said_by_saying_nothing():
    lifecycle = replace(shipped("deal"), actions={})

    assert action_allowed(lifecycle, "delete", "new", lambda role: True) is False


def test_reference_data_is_read_by_everyone_and_filled_by_managers():
    lifecycle = shipped("request_category")

    assert rights(lifecycle, person()) == {EVERY_READ}
    assert EVERY_WRITE in rights(lifecycle, person("crm-cco"))
    assert not create_allowed(lifecycle, person())


def test_what_a_role_of_everyone_may_do_needs_no_group():
    text = (BPMN / "request_category.lifecycle.yaml").read_text()
    opened = re.sub(r"(?m)^create: .*$", "create: [everyone]", text) + "  merge: [everyone]\n"
    lifecycle = parse_lifecycle("x", opened.encode())[1]

    assert create_allowed(lifecycle, person())
    assert action_allowed(lifecycle, "merge", None, lambda role: False)
    assert action_on_new_allowed(lifecycle, "merge", person())


def test_an_action_on_a_new_record_comes_from_a_group():
    lifecycle = shipped("deal")

    assert action_on_new_allowed(lifecycle, "assign-manager", person("crm-manager"))
    assert not action_on_new_allowed(lifecycle, "assign-manager", person("crm-cco"))
    assert action_on_new_allowed(lifecycle, "merge", person()) is None


def test_statuses_limit_a_right():
    text = (BPMN / "lead.lifecycle.yaml").read_text().replace("viewers: {read: all}", "viewers: {read: [new, pause]}")
    lifecycle = parse_lifecycle("x", text.encode())[1]

    [shown] = [grant for grant in grants(lifecycle, person()) if grant.role == "viewers"]

    assert shown.statuses == {"new", "pause"}
