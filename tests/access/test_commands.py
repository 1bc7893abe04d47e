import pytest

from app.access.commands import (
    PeopleError,
    add_person,
    ensure_shipped_groups,
    save_group,
    set_password,
    set_preference,
    update_person,
)
from app.access.models import Group, Person
from app.access.passwords import password_matches
from app.db import db


def test_a_login_is_kept_in_lower_case_and_once(people):
    assert add_person(" Anna ", "long enough words").login == "anna"
    with pytest.raises(PeopleError) as refused:
        add_person("ANNA", "long enough words")
    assert refused.value.field == "login"


@pytest.mark.parametrize("login", ["", "анна", "a b", "-anna", "a" * 65, "a/b", "7", "0012", "٣"])
def test_a_malformed_login_is_refused(app, login):
    with pytest.raises(PeopleError) as refused:
        add_person(login, "long enough words")
    assert refused.value.field == "login"


@pytest.mark.parametrize("login", ["7a", "a7", "2026.anna", "a"])
def test_digits_are_part_of_a_login(app, login):
    assert add_person(login, "long enough words").login == login


def test_a_short_password_is_refused(app):
    with pytest.raises(PeopleError) as refused:
        add_person("anna", "short")
    assert refused.value.field == "password"


def test_a_group_that_is_not_there_is_refused_and_nobody_is_added(people):
    with pytest.raises(PeopleError) as refused:
        add_person("anna", "long enough words", groups=["crm-cco", "sailors"])
    assert refused.value.field == "groups"
    assert db.session.query(Person).filter_by(login="anna").count() == 0


def test_line_managers_do_not_go_in_circles(people):
    with pytest.raises(PeopleError) as refused:
        update_person(people["manager"], line_manager_id=people["manager2"])
    assert refused.value.field == "line_manager_id"
    with pytest.raises(PeopleError):
        update_person(people["manager"], line_manager_id=people["manager"])


def test_a_time_zone_that_is_not_there_is_refused(people):
    with pytest.raises(PeopleError) as refused:
        update_person(people["manager"], time_zone="Mars/Olympus")
    assert refused.value.field == "time_zone"


@pytest.mark.parametrize("change", [{"groups": []}, {"disabled": True}])
def test_the_last_administrator_stays(people, change):
    with pytest.raises(PeopleError):
        update_person(people["admin"], **change)
    update_person(people["director"], groups=["crm-manager", "crm-administrators"])
    update_person(people["admin"], **change)


def test_a_new_password_replaces_the_old_one(people):
    set_password(people["manager"], "another one altogether")
    kept = db.session.get(Person, people["manager"]).password_hash
    assert password_matches(kept, "another one altogether")
    assert not password_matches(kept, "demo")


def test_preferences_are_kept_and_forgotten_one_by_one(people):
    set_preference(people["manager"], "leads.columns", ["number", "name"])
    set_preference(people["manager"], "deals.columns", ["number"])
    set_preference(people["manager"], "deals.columns", None)
    assert db.session.get(Person, people["manager"]).preferences == {"leads.columns": ["number", "name"]}


def test_shipped_groups_are_added_once_and_renamed_ones_stay(app):
    ensure_shipped_groups()
    save_group("crm-cco", {"ru": "Продавцы", "en": ""})
    ensure_shipped_groups()
    assert db.session.get(Group, "crm-cco").name == {"ru": "Продавцы"}


def test_a_group_is_added_under_a_sound_id_once(app):
    save_group("lawyers", {"ru": "Юристы", "en": "Lawyers"}, new=True)
    for taken_or_malformed in ("lawyers", "Юристы", ""):
        with pytest.raises(PeopleError) as refused:
            save_group(taken_or_malformed, {"ru": "Юристы"}, new=True)
        assert refused.value.field == "id"
