import pytest

from app import navigation
from tests.visitors import Visitor, signed_in


@pytest.fixture
def registry(monkeypatch):
    """An empty menu, put back afterwards."""
    monkeypatch.setattr(navigation, "_menu", {})
    monkeypatch.setattr(navigation, "_create", {})


def entry(section: str, order: int, label: str, permission: str = "signed_in", **more) -> None:
    navigation.register_menu(
        section=section,
        order=order,
        label=label,
        endpoint="profile.show",
        values={"x": label},
        icon="users",
        permission=permission,
        **more,
    )


def test_sections_and_entries_stand_in_order(app, people, registry):
    entry("administration", 1, "Fourth")
    entry("sections", 2, "Third")
    entry("sections", 1, "Second")
    entry("tasks", 9, "First")
    page = signed_in(app, "manager").get("/profile").text
    places = [
        page.index(f'<span class="menu-label">{label}</span>') for label in ("First", "Second", "Third", "Fourth")
    ]
    assert places == sorted(places)


def test_entries_and_sections_that_are_closed_are_not_shown(app, people, registry):
    entry("administration", 1, "Secret", "administrator")
    assert "Secret" not in signed_in(app, "manager").get("/profile").text
    assert "Administration" not in signed_in(app, "manager").get("/profile").text
    assert "Secret" in signed_in(app, "admin").get("/profile").text


def test_counters_are_asked_by_a_request_of_their_own(app, people, registry):
    asked = []
    entry("tasks", 1, "Mine", counter=lambda actor: asked.append(actor.login) or 7)
    entry("tasks", 2, "None", counter=lambda actor: None)
    entry("administration", 1, "Secret", "administrator", counter=lambda actor: 1 / 0)
    visitor = signed_in(app, "manager")
    visitor.get("/profile")
    assert asked == []
    page = visitor.get("/counters", htmx=True).text
    assert asked == ["manager"]
    assert page.count("hx-swap-oob") == 1
    assert ">7</span>" in page


def test_the_bottom_bar_repeats_the_counter(app, people, registry):
    entry("tasks", 1, "Mine", counter=lambda actor: 1234, bottom_bar=0)
    page = signed_in(app, "manager").get("/counters", htmx=True).text
    assert page.count("999+") == 2


def test_the_same_key_replaces_the_entry(registry):
    entry("tasks", 1, "Mine", key="inbox")
    entry("tasks", 2, "Ours", key="inbox")
    assert [line.label for line in navigation.menu_entries()] == ["Ours"]


def test_a_section_that_is_not_there_is_refused(registry):
    with pytest.raises(ValueError, match="no menu section"):
        entry("elsewhere", 1, "Lost")


def test_the_first_page_is_the_first_line_of_the_menu(app, people, registry):
    assert signed_in(app, "manager").get("/").location == "/profile"
    entry("tasks", 1, "Mine")
    assert signed_in(app, "manager").get("/").location == "/profile?x=Mine"


def test_create_offers_what_one_may_make(app, people, registry):
    assert "create-menu" not in signed_in(app, "manager").get("/profile").text
    navigation.register_create(label="Lead", endpoint="profile.show", icon="users", permission="signed_in", dialog=True)
    page = signed_in(app, "manager").get("/profile").text
    assert "create-menu" in page
    assert "data-dialog>" in page


def test_strangers_see_no_menu(app, people):
    assert "app-menu" not in Visitor(app).get("/sign-in").text


def test_no_keys_lead_to_two_places(crm):
    keys = [entry.shortcut for entry in [*navigation.menu_entries(), *navigation.create_entries()] if entry.shortcut]
    assert len(keys) == len(set(keys))
