import pytest

from app.access import throttle
from app.access.commands import set_password
from app.access.models import Person
from app.access.tokens import issue_token
from app.db import db
from tests.visitors import Visitor, signed_in

NEW = "quite a new secret"


def change(current: str, new: str = NEW) -> dict[str, str]:
    """What the form of the password sends."""
    return {"password-current": current, "password-password": new, "password-again": new}


def test_language_theme_and_zone_are_kept(app, people):
    visitor = signed_in(app, "manager2")
    answer = visitor.post("/profile", {"language": "en", "theme": "dark", "time_zone": "Asia/Vladivostok"})
    assert answer.status_code == 303
    page = visitor.get("/profile").text
    assert '<html lang="en"' in page
    assert 'data-bs-theme="dark"' in page
    assert db.session.get(Person, people["manager2"], populate_existing=True).time_zone == "Asia/Vladivostok"


def test_the_line_manager_and_the_groups_are_shown(app, people):
    page = signed_in(app, "manager2").get("/profile").text
    assert "Станислав Усачёв" in page
    assert "CRM manager" in page


def test_a_zone_that_is_not_on_the_list_is_refused(app, people):
    answer = signed_in(app, "manager").post("/profile", {"language": "", "theme": "", "time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_the_password_is_changed_and_this_session_goes_on(app, people):
    visitor = signed_in(app, "manager")
    other = signed_in(app, "manager")
    fields = {
        "password-current": "demo",
        "password-password": "quite a new secret",
        "password-again": "quite a new secret",
    }
    assert visitor.post("/profile/password", fields).status_code == 303
    assert visitor.get("/profile").status_code == 200
    assert other.get("/profile").status_code == 302
    assert Visitor(app).sign_in("manager", NEW).status_code == 303


def test_the_present_password_must_be_known(app, people):
    fields = {
        "password-current": "guess",
        "password-password": "quite a new secret",
        "password-again": "quite a new secret",
    }
    answer = signed_in(app, "manager").post("/profile/password", fields)
    assert answer.status_code == 422
    assert "This is not your present password." in answer.text


def test_guessing_the_present_password_is_slowed_down_and_signing_in_is_not(app, people):
    visitor = signed_in(app, "manager")
    for number in range(throttle.PER_LOGIN_AND_ADDRESS):
        assert visitor.post("/profile/password", change(f"guess {number}")).status_code == 422
    answer = visitor.post("/profile/password", change("demo"))
    assert answer.status_code == 429
    assert "Try again in 15 minutes" in answer.text
    assert Visitor(app).sign_in("manager").status_code == 303


@pytest.mark.parametrize("new", ["short", "password1234", "Станислав1985", "йцукенгшщзхъ"])
def test_a_password_that_is_easily_guessed_is_refused_in_words(app, people, new):
    answer = signed_in(app, "manager").post("/profile/password", change("demo", new))
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_the_present_password_is_no_new_one(app, people):
    set_password(people["manager"], NEW)
    visitor = Visitor(app)
    visitor.sign_in("manager", NEW)
    assert "choose another one" in visitor.post("/profile/password", change(NEW, NEW)).text


def test_a_new_password_ends_the_tokens(app, people):
    token = issue_token(people["manager"], "Отчёты")
    signed_in(app, "manager").post("/profile/password", change("demo"))
    answer = Visitor(app).get("/api/nothing", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_the_two_new_passwords_must_agree(app, people):
    fields = {
        "password-current": "demo",
        "password-password": "quite a new secret",
        "password-again": "quite a new secrets",
    }
    answer = signed_in(app, "manager").post("/profile/password", fields)
    assert "The two passwords are not the same." in answer.text


def test_language_can_be_chosen_before_signing_in(app, people):
    visitor = Visitor(app, language="ru")
    visitor.get("/sign-in")
    visitor.post("/language", {"language": "en", "next": "/sign-in"})
    assert '<html lang="en"' in visitor.get("/sign-in").text


def test_a_language_that_is_not_spoken_is_refused(app, people):
    visitor = signed_in(app, "manager")
    assert visitor.post("/language", {"language": "tlh"}).status_code == 400


def test_the_theme_of_the_system_is_the_lack_of_a_choice(app, people):
    visitor = signed_in(app, "manager")
    visitor.post("/theme", {"theme": "dark"})
    visitor.post("/theme", {"theme": "auto"})
    assert 'data-theme="auto"' in visitor.get("/profile").text
    assert db.session.get(Person, people["manager"], populate_existing=True).theme is None
