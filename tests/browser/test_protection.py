"""What a browser makes of the protections: pages of other sites, given passwords, sessions that are ended."""

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from app.access.commands import add_person
from app.access.permissions import is_asked_by_pages
from app.db import db
from app.engine.models import Deployment
from tests.browser.conftest import sign_in

FORM = """
<form method="post" enctype="multipart/form-data" action="{target}/engine-rest/deployment/create">
  <input name="deployment-name" value="evil"><textarea name="x.bpmn"></textarea><button>Win a prize</button>
</form>
"""


@pytest.fixture
def foreign_site(live_server) -> Iterator[str]:
    """A site of somebody else, whose page posts to ours; its address."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(FORM.format(target=live_server.address).encode())

        def log_message(self, *_words) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{site.server_port}"
    site.shutdown()
    site.server_close()


def deployments(live_server) -> int:
    with live_server.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Deployment)) or 0


def test_a_foreign_page_deploys_nothing_with_the_password_that_a_browser_keeps(browser, live_server, foreign_site):
    before = deployments(live_server)
    password = base64.b64encode(b"admin:demo").decode()
    kept = browser.new_context(extra_http_headers={"Authorization": f"Basic {password}"})
    page = kept.new_page()
    assert page.goto(f"{live_server.address}/engine-rest/deployment").status == 200
    page.goto(foreign_site)
    with page.expect_navigation() as answered:
        page.click("button")
    assert answered.value.status == 403
    assert "another site" in page.inner_text("body")
    assert deployments(live_server) == before
    kept.close()


def test_a_browser_asks_for_no_password_of_its_own(browser, live_server):
    page = browser.new_page()
    answer = page.goto(f"{live_server.address}/api/v1/leads")
    assert answer.status == 401
    assert "basic" not in answer.headers["www-authenticate"].lower()
    page.close()


def test_a_given_password_is_changed_and_then_one_goes_on(visit, live_server):
    with live_server.app.app_context():
        add_person("vera", "given for a start", last_name="Орлова", must_change_password=True)
        db.session.remove()
    page = visit(None, "/sign-in")
    sign_in(page, "vera", "given for a start")
    expect(page.locator("main")).to_contain_text("given to you by somebody else")
    page.wait_for_load_state()
    page.goto("/profile/tokens")
    expect(page).to_have_url(f"{live_server.address}/profile/password")
    page.fill("[name=password-current]", "given for a start")
    page.fill("[name=password-password]", "chosen quite alone")
    page.fill("[name=password-again]", "chosen quite alone")
    page.click("main form [type=submit]")
    expect(page.locator("main")).to_contain_text("My profile")
    page.goto("/profile/tokens")
    expect(page.locator("h1")).to_contain_text("Personal tokens")


def test_a_session_is_ended_from_another_browser(visit):
    lost = visit(None, "/sign-in")
    sign_in(lost, "director")
    page = visit("director", "/profile/sessions")
    expect(page.locator("main")).to_contain_text("This one")
    page.click("text=End all others")
    page.click("dialog[open] .btn-primary, dialog[open] .btn-danger")
    expect(page.locator(".toast-line")).to_contain_text("All other sessions have ended.")
    lost.goto("/profile")
    assert "/sign-in" in lost.url


@pytest.mark.parametrize("path", ["/deals/board", "/deals", "/tasks", "/profile"])
def test_whatever_an_open_page_asks_by_itself_is_declared_so(visit, live_server, path):
    """A page that nobody looks at keeps no session from ending, whatever its scripts ask."""
    page = visit("manager", path)
    page.wait_for_load_state("networkidle")
    page.clock.install()
    page.reload()
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append((request.method, urlsplit(request.url).path)))
    page.clock.run_for(130_000)
    page.wait_for_load_state("networkidle")

    assert asked
    adapter = live_server.app.url_map.bind("localhost")
    views = {adapter.match(address, method=method)[0] for method, address in asked}
    assert [view for view in views if not is_asked_by_pages(live_server.app.view_functions[view])] == []
