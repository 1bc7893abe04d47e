import pytest

from app.access.demo import load_people
from app.access.permissions import permission_of
from tests.visitors import Visitor, signed_in

PUBLIC = {
    "static",
    "access.sign_in",
    "access.sign_in_again",
    "access.sign_out",
    "web.choose_language",
    "web.choose_theme",
    "calendar.feed",
}


def test_every_view_declares_who_may_open_it(app):
    silent = [
        rule.endpoint for rule in app.url_map.iter_rules() if not permission_of(app.view_functions[rule.endpoint])
    ]
    assert silent == []


def test_what_is_public_is_known(app):
    """A page that is open to everybody is a decision: it is made here."""
    public = {name for name, view in app.view_functions.items() if permission_of(view) == "public"}
    assert {name for name in public if not name.startswith(("api", "engine_rest", "health"))} == PUBLIC


@pytest.mark.parametrize("address", ["/", "/profile", "/people", "/counters"])
def test_a_stranger_is_asked_to_sign_in(app, people, address):
    answer = Visitor(app).get(address)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in")


def test_a_view_that_declares_nothing_is_closed_even_to_administrators(own_app):
    load_people()
    own_app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = signed_in(own_app, "admin").get("/forgotten")
    assert answer.status_code == 403
    assert "secret" not in answer.text
