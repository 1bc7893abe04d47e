import base64

import pytest

from app.access import throttle
from app.access.browser_sessions import remove_sessions
from app.access.commands import set_password, update_person
from app.access.credentials import SignInRefused, check_sign_in
from app.access.models import Person
from app.access.signed_in import find_person
from app.access.throttle import Source, begin_attempt
from app.db import write_transaction
from tests.visitors import Visitor, signed_in


def basic(login: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{login}:{password}".encode()).decode()}


def test_the_right_password_signs_in_and_leads_where_one_wanted_to_go(app, people):
    visitor = Visitor(app)
    asked = visitor.get("/people?q=иван")
    assert asked.location.startswith("/sign-in?next=/people?q%3D")
    answer = visitor.sign_in("admin", next="/people?q=иван")
    assert (answer.status_code, answer.location) == (303, "/people?q=%D0%B8%D0%B2%D0%B0%D0%BD")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "\t//evil.example",
        "/\x00/evil.example",
        "//[",
    ],
)
def test_nobody_is_sent_to_another_site(app, people, address):
    assert Visitor(app).sign_in("admin", next=address).location in ("/", None)


@pytest.mark.parametrize(
    "address", ["/%09/[", "//[", "/%0a/]", "/%09/[::", "http://[", "%5c", "/%E2%84%80/x", "//%E2%84%80"]
)
def test_an_address_that_is_none_leads_home(app, people, address):
    assert Visitor(app).get(f"/sign-in?next={address}").status_code == 200
    assert signed_in(app, "manager").get(f"/sign-in?next={address}").status_code == 302


@pytest.mark.parametrize(("login", "password"), [("manager", "wrong"), ("nobody", "demo"), ("manager", "")])
def test_a_wrong_login_or_password_is_refused_in_the_same_words(app, people, login, password):
    answer = Visitor(app).sign_in(login, password)
    assert answer.status_code == 422
    assert ("Login and password do not belong together." in answer.text) == bool(password)


@pytest.mark.parametrize(("login", "password"), [("man\x00ager", "demo"), ("manager", "a\x00"), ("manager", "\ud800")])
def test_what_no_database_keeps_is_no_password_and_is_not_tried(app, people, login, password):
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS + 1):
        with app.test_request_context(), pytest.raises(SignInRefused):
            check_sign_in(login, password, "10.0.0.1")
    assert throttle.minutes_to_wait("manager", Source("10.0.0.1")) == 0


def test_an_address_that_is_too_long_is_counted_by_its_beginning(app, people):
    visitor = Visitor(app, address="1" * 100)
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS):
        assert visitor.sign_in("manager", "wrong").status_code == 422
    assert throttle.minutes_to_wait("manager", Source("1" * 64)) == 15
    assert visitor.sign_in("manager").status_code == 429


def test_a_login_is_found_in_any_case(app, people):
    assert Visitor(app).sign_in(" Manager ").status_code == 303


def test_a_disabled_person_cannot_sign_in_and_their_session_ends(app, people):
    visitor = signed_in(app, "manager")
    update_person(people["manager"], disabled=True)
    assert visitor.get("/profile").status_code == 302
    assert Visitor(app).sign_in("manager").status_code == 422


def test_a_new_password_ends_the_sessions(app, people):
    visitor = signed_in(app, "manager")
    set_password(people["manager"], "another one altogether")
    assert visitor.get("/profile").location.startswith("/sign-in")


def test_signing_out_ends_the_session(app, people):
    visitor = signed_in(app, "manager")
    assert visitor.post("/sign-out").location == "/sign-in"
    assert visitor.get("/profile").status_code == 302


def test_too_many_tries_are_answered_with_429_even_when_the_password_is_right(app, people):
    visitor = Visitor(app)
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS):
        assert visitor.sign_in("manager", "wrong").status_code == 422
    answer = visitor.sign_in("manager")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "Try again in 15 minutes" in answer.text
    assert Visitor(app, address="10.0.0.9").sign_in("manager").status_code == 303


def test_a_known_browser_gets_in_while_strangers_are_slowed_down(app, people):
    own = signed_in(app, "manager", address="10.0.0.1")
    own.post("/sign-out")
    for number in range(throttle.PER_LOGIN):
        begin_attempt("manager", Source(f"10.0.1.{number}"))
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS):  # the same network, too
        begin_attempt("director", Source("10.0.0.1"))
    assert Visitor(app, address="10.0.2.1").sign_in("manager").status_code == 429
    assert own.sign_in("manager").status_code == 303


def test_a_known_browser_is_slowed_down_by_its_own_mistakes_and_knows_only_its_people(app, people):
    own = signed_in(app, "manager")
    own.post("/sign-out")
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS):
        assert own.sign_in("manager", "wrong").status_code == 422
    assert own.sign_in("manager").status_code == 429
    for number in range(throttle.PER_LOGIN):
        begin_attempt("director", Source(f"10.0.1.{number}"))
    assert own.sign_in("director").status_code == 429


def test_a_device_cookie_that_is_made_up_makes_no_browser_known(app, people):
    for number in range(throttle.PER_LOGIN):
        begin_attempt("manager", Source(f"10.0.1.{number}"))
    visitor = Visitor(app)
    visitor._client.set_cookie("device", '{"id": "x", "people": [1]}.aaaa.bbbb')
    assert visitor.sign_in("manager").status_code == 429


@pytest.mark.parametrize(("login", "status"), [("manager", 303), ("director", 400)])
def test_a_page_that_is_open_goes_on_when_its_own_person_signs_in_again(app, people, login, status):
    visitor = signed_in(app, "manager")
    open_page = visitor._token
    with write_transaction():
        remove_sessions(people["manager"])
    visitor.sign_in(login)
    assert visitor.post("/theme", {"theme": "dark"}, headers={"X-CSRFToken": open_page}).status_code == status


def test_signing_in_answers_nothing_of_the_session_before(app, people):
    visitor = Visitor(app)
    visitor.get("/sign-in")
    before = visitor._token
    visitor.sign_in("manager")
    answer = visitor.post("/theme", {"theme": "dark"}, headers={"X-CSRFToken": before})
    assert answer.status_code == 400


def test_a_request_loads_the_person_and_the_groups_with_one_statement(app, people, count_statements):
    visitor = signed_in(app, "manager")
    with count_statements() as statements:
        visitor.get("/nothing-is-here", htmx=True)
    assert [statement.split()[0] for statement in statements] == ["SELECT"]


def test_programs_sign_in_with_each_call(app, people):
    visitor = Visitor(app)
    assert visitor.get("/api/there-is-no-such-thing", headers=basic("manager", "demo")).status_code == 404
    refused = visitor.get("/api/there-is-no-such-thing", headers=basic("manager", "wrong"))
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Basic")
    assert refused.json["type"] == "AuthenticationRequired"


def test_programs_that_try_passwords_are_slowed_down(app, people):
    visitor = Visitor(app)
    for _ in range(throttle.PER_LOGIN_AND_ADDRESS):
        visitor.get("/api/x", headers=basic("manager", "wrong"))
    answer = visitor.get("/api/x", headers=basic("manager", "demo"))
    assert (answer.status_code, answer.json["type"]) == (429, "TooManyRequests")
    assert int(answer.headers["Retry-After"]) > 0


def test_basic_does_not_open_pages(app, people):
    assert Visitor(app).get("/profile", headers=basic("manager", "demo")).status_code == 302


def test_who_signs_in_again_over_a_page_gets_the_token_of_its_forms(app, people):
    visitor = Visitor(app)
    visitor.get("/sign-in")
    assert 'name="again-password"' in visitor.get("/sign-in/again").text
    fields = {"again-login": "manager", "again-password": "wrong"}
    assert visitor.post("/sign-in/again", fields).status_code == 422
    answer = visitor.post("/sign-in/again", fields | {"again-password": "demo"})
    assert answer.json["name"] == "Станислав Усачёв"
    headers = {"X-CSRFToken": answer.json["form_token"], "Accept": "application/json"}
    assert visitor.post("/theme", {"theme": "dark"}, headers=headers).status_code == 303
    assert visitor.get("/sign-in/again").json["person"] == answer.json["person"]


def test_a_page_of_one_person_does_nothing_in_the_name_of_another(app, people):
    visitor = signed_in(app, "manager")
    headers = {"X-Page-Of": "999", "Accept": "application/json"}
    answer = visitor.post("/theme", {"theme": "dark"}, headers=headers)
    assert answer.status_code == 401
    assert "X-Sign-In-Again" in answer.headers


def test_a_person_of_no_group_signs_in(app, people):
    update_person(people["observer"], groups=[])
    assert signed_in(app, "observer").get("/profile").status_code == 200
    assert find_person(Person.login == "observer").groups == frozenset()
