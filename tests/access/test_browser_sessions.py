"""Sessions live on the server: whoever ends one ends every copy of its cookie."""

from datetime import timedelta

import pytest

from app.access.browser_sessions import sessions_of, start_session
from app.access.commands import PeopleError, set_password, update_person
from app.access.credentials import check_sign_in
from app.access.demo import load_people
from app.access.signed_in import NotAnyMore
from app.access.tokens import issue_token, tokens_of
from app.clock import clock
from app.db import db
from app.factory import create_app
from tests.applications import make_settings, running
from tests.visitors import Visitor, signed_in


def copy_of(app, visitor: Visitor) -> Visitor:
    """Somebody else with the same cookies."""
    thief = Visitor(app)
    thief._client._cookies = dict(visitor._client._cookies)
    return thief


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/profile").status_code == 200


def test_a_copied_cookie_is_dead_after_signing_out(app, people):
    visitor = signed_in(app, "manager")
    thief = copy_of(app, visitor)
    assert is_in(thief)
    visitor.post("/sign-out")
    assert not is_in(thief)


def test_a_copied_cookie_is_dead_after_signing_in_anew(app, people):
    visitor = signed_in(app, "manager")
    thief = copy_of(app, visitor)
    visitor.sign_in("director")
    assert not is_in(thief)


@pytest.fixture
def limited(tmp_path, copied, empty_databases):
    """An application with the limits that sessions have by default."""
    settings = make_settings(
        tmp_path, database_url=copied(empty_databases), session_idle=12 * 60, session_lifetime=7 * 24
    )
    with running(create_app(settings)) as application:
        load_people()
        yield application


def pass_time(**span) -> None:
    later = clock.now() + timedelta(**span)
    clock.set(lambda: later)


def test_an_idle_session_ends(limited):
    visitor = signed_in(limited, "manager")
    pass_time(hours=11)
    assert is_in(visitor)
    pass_time(hours=12)
    assert not is_in(visitor)


def test_a_session_in_use_goes_on_however_short_the_limit_is(tmp_path, copied, empty_databases):
    settings = make_settings(tmp_path, database_url=copied(empty_databases), session_idle=5)
    with running(create_app(settings)) as application:
        load_people()
        visitor = signed_in(application, "manager")
        for _ in range(10):
            pass_time(minutes=3)
            assert is_in(visitor)


@pytest.mark.parametrize("address", ["/counters", "/deals/board/changes?since=0"])
def test_what_an_open_page_asks_by_itself_keeps_no_session_from_ending(crm, address):
    visitor = signed_in(crm, "manager")
    limit = crm.config["SETTINGS"].session_idle
    for _ in range(4):
        pass_time(minutes=limit / 5)
        assert visitor.get(address).status_code == 200
    pass_time(minutes=limit / 5)
    assert not is_in(visitor)


def test_a_session_that_is_always_in_use_ends_too(limited):
    visitor = signed_in(limited, "manager")
    for _ in range(7 * 24 // 8 - 1):
        pass_time(hours=8)
        assert is_in(visitor)
    pass_time(hours=8)
    assert not is_in(visitor)


@pytest.mark.parametrize("remember", ["y", ""])
def test_remembering_makes_no_session_longer(limited, remember):
    visitor = Visitor(limited)
    visitor.sign_in("manager", **({"remember": remember} if remember else {}))
    pass_time(days=30)
    assert not is_in(visitor)


def test_sessions_are_listed_with_address_and_browser_and_ended_one_by_one(app, people):
    other = Visitor(app, address="10.0.0.7")
    other._environment["HTTP_USER_AGENT"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    other.sign_in("manager")
    visitor = signed_in(app, "manager")
    page = visitor.get("/profile/sessions").text
    assert "10.0.0.7" in page
    assert ">Firefox, Linux<" in page
    assert page.count("This one") == 1
    strange = next(each for each in sessions_of(people["manager"]) if each.address == "10.0.0.7")
    assert visitor.post(f"/profile/sessions/{strange.id}/end").status_code == 303
    assert not is_in(other)
    assert is_in(visitor)


def test_all_others_are_ended_and_this_one_goes_on(app, people):
    others = [signed_in(app, "manager") for _ in range(3)]
    visitor = signed_in(app, "manager")
    visitor.post("/profile/sessions/end-others")
    assert not any(map(is_in, others))
    assert is_in(visitor)


def test_all_are_ended_at_once(app, people):
    others = [signed_in(app, "manager") for _ in range(3)]
    visitor = signed_in(app, "manager")
    assert visitor.post("/profile/sessions/end-all").location == "/sign-in"
    assert not any(map(is_in, [*others, visitor]))
    assert is_in(signed_in(app, "director"))


def test_nobody_sees_or_ends_the_session_of_another(app, people):
    victim = signed_in(app, "director", address="10.0.0.77")
    visitor = signed_in(app, "manager")
    assert "10.0.0.77" not in visitor.get("/profile/sessions").text
    session_id = sessions_of(people["director"])[0].id
    assert visitor.post(f"/profile/sessions/{session_id}/end").status_code == 404
    assert is_in(victim)


def test_an_administrator_ends_the_sessions_of_a_person(app, people):
    victim = signed_in(app, "manager")
    assert signed_in(app, "manager2").post(f"/people/{people['manager']}/sessions/end").status_code == 403
    assert signed_in(app, "admin").post(f"/people/{people['manager']}/sessions/end").status_code == 303
    assert not is_in(victim)


def test_sessions_of_nobody_are_not_found(app, people):
    assert signed_in(app, "admin").post("/people/999/sessions/end").status_code == 404


def test_enabling_a_person_revives_no_session(app, people):
    visitor = signed_in(app, "manager")
    update_person(people["manager"], disabled=True)
    update_person(people["manager"], disabled=False)
    assert not is_in(visitor)
    assert is_in(signed_in(app, "manager"))


OVERTAKEN = {
    "disabled": lambda person_id: update_person(person_id, disabled=True),
    "password": lambda person_id: set_password(person_id, "quite another one"),
    "reset": lambda person_id: set_password(person_id, "quite another one", must_change=True),
}


@pytest.mark.parametrize("change", OVERTAKEN.values(), ids=OVERTAKEN)
def test_who_was_let_in_before_a_change_that_ends_everything_gets_nothing_after_it(app, people, change):
    """The password was compared, and an administrator was faster than what comes of it."""
    person_id = people["manager"]
    with app.test_request_context():
        let_in = check_sign_in("manager", "demo", "10.0.0.7")
    change(person_id)
    with pytest.raises(NotAnyMore):
        start_session(let_in.person, let_in.password_hash, "10.0.0.7", "Firefox")
    with pytest.raises(NotAnyMore):
        issue_token(person_id, "Отчёты", password_hash=let_in.password_hash)
    with pytest.raises((NotAnyMore, PeopleError)):
        set_password(person_id, "chosen quite alone", instead_of=let_in.password_hash)
    assert (list(sessions_of(person_id)), list(tokens_of(person_id))) == ([], [])


def test_a_password_that_was_given_is_changed_before_anything_else(app, people):
    set_password(people["manager"], "given by somebody", must_change=True)
    visitor = Visitor(app)
    assert visitor.sign_in("manager", "given by somebody").status_code == 303
    for address in ("/", "/profile", "/profile/tokens", "/people"):
        assert visitor.get(address).status_code in (303, 403)
    assert visitor.get("/", htmx=True).headers["HX-Redirect"] == "/profile/password"
    on_the_page = {"HX-Current-URL": "http://localhost/profile/password"}
    assert visitor.get("/counters", htmx=True, headers=on_the_page).status_code == 204
    assert visitor.get("/api/v1/leads").status_code == 403
    assert "given to you by somebody else" in visitor.get("/profile/password").text
    new = {"password-password": "chosen quite alone", "password-again": "chosen quite alone"}
    answer = visitor.post("/profile/password", {"password-current": "given by somebody", **new})
    assert answer.status_code == 303
    assert is_in(visitor)


def test_what_the_cookie_holds_is_not_kept(app, people):
    visitor = signed_in(app, "manager")
    kept = sessions_of(people["manager"])[0].digest
    assert all(kept not in cookie.value for cookie in visitor._client._cookies.values())


@pytest.mark.parametrize("cookie", ["session", "device"])
def test_over_https_cookies_are_held_to_this_host(tmp_path, cookie):
    app = create_app(make_settings(tmp_path, secure_cookies=True))
    with running(app):
        db.create_all()
        load_people()
        visitor = Visitor(app)
        page = visitor.get("/sign-in", base_url="https://localhost")
        visitor._token = page.text.split('name="csrf-token" content="')[1].split('"')[0]
        headers = {"Referer": "https://localhost/sign-in", "X-CSRFToken": visitor._token}
        fields = {"login": "manager", "password": "demo"}
        answer = visitor.post("/sign-in", fields, base_url="https://localhost", headers=headers)
        assert answer.status_code == 303
        found = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith(f"__Host-{cookie}=")]
        assert len(found) == 1
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(found[0].split("; "))
        assert "Domain=" not in found[0]
