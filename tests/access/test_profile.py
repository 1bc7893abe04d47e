from app.access.models import Person
from app.db import db
from tests.visitors import Visitor, signed_in


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
    fields = {"password-current": "demo", "password-password": "new secret", "password-again": "new secret"}
    assert visitor.post("/profile/password", fields).status_code == 303
    assert visitor.get("/profile").status_code == 200
    assert other.get("/profile").status_code == 302
    assert Visitor(app).sign_in("manager", "new secret").status_code == 303


def test_the_present_password_must_be_known(app, people):
    fields = {"password-current": "guess", "password-password": "new secret", "password-again": "new secret"}
    answer = signed_in(app, "manager").post("/profile/password", fields)
    assert answer.status_code == 422
    assert "This is not your present password." in answer.text


def test_the_two_new_passwords_must_agree(app, people):
    fields = {"password-current": "demo", "password-password": "new secret", "password-again": "new secrets"}
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
