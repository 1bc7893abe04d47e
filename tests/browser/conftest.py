"""Real pages in a real browser: a server on a free port, headless Chromium, and axe as the judge of accessibility.

    def test_something(visit):
        page = visit("manager", "/leads")
        ...
        assert_accessible(page)

`live_server` has the demo people, the shipped artifacts and the reference data; `demo_server` the demo records too
(then `visit(..., server=demo_server)`). A page that logs an error or breaks the content policy fails its test.
"""

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright
from sqlalchemy import select
from waitress import create_server, wasyncore

from app.access.demo import PASSWORD
from app.access.models import Person
from app.cli.prepare import deploy_shipped
from app.db import db
from app.engine import Actor
from app.factory import create_app
from app.records.demo import load_demo
from app.records.types.reference_data import ensure_reference_data
from app.web.static_files import is_built
from tests.applications import Templates, make_settings, running
from tests.records.samples import fetch, move, new

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WAIT_MILLISECONDS = 20_000
expect.set_options(timeout=WAIT_MILLISECONDS)


@dataclass(frozen=True)
class LiveServer:
    """A running server. `app` is for looking into its database: `with server.app.app_context(): …`.

    Attributes:
        sessions: the cookies of those who have signed in, by login, for the browsers that come after them.
    """

    app: Flask
    address: str
    sessions: dict[str, list] = field(default_factory=dict)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: the machine's, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
    yield started
    started.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory) -> Templates:
    """What ships, and the demo data."""
    folder = tmp_path_factory.mktemp("demo")

    def fill(url: str) -> None:
        with running(create_app(make_settings(folder, demo=True, database_url=url))):
            db.create_all()
            deploy_shipped(lambda _line: None)
            ensure_reference_data()
            load_demo()

    return Templates(folder, fill)


@pytest.fixture(scope="module")
def live_server(tmp_path_factory, shipped_databases) -> Iterator[LiveServer]:
    yield from _serve(tmp_path_factory.mktemp("server"), shipped_databases)


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory, demo_site) -> Iterator[LiveServer]:
    yield from _serve(tmp_path_factory.mktemp("demo"), demo_site)


@pytest.fixture
def people(live_server):
    with live_server.app.app_context():
        found = {
            person.login: Actor(person.id, person.login, person.display_name, frozenset(g.id for g in person.groups))
            for person in db.session.scalars(select(Person))
        }
        db.session.remove()
    return found


@pytest.fixture
def records(live_server: LiveServer, people):
    """`records.new(login, type, **values)`, `.move(…)`, `.fetch(…)` in the server's database."""

    class Records:
        def new(self, login, record_type, **values):
            with live_server.app.app_context():
                return new(people[login], record_type, **values)

        def move(self, login, record_type, record_id, status):
            with live_server.app.app_context():
                move(people[login], record_type, record_id, status)

        def fetch(self, record_type, record_id):
            with live_server.app.app_context():
                record = fetch(record_type, record_id)
                db.session.expunge_all()
                return record

    return Records()


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """`visit(login, path, width=…, height=…, language=…, dark=…, scripts=…, server=…)` opens a page.

    Login None: nobody signs in.

    Server errors and script errors are collected in `page.problems` and fail the test when it ends; a test that
    provokes one on purpose takes it out.
    """
    opened: list[Page] = []

    def open_page(
        login: str | None,
        path: str = "/",
        *,
        width: int = 1440,
        height: int = 900,
        language: str = "en",
        dark: bool = False,
        scripts: bool = True,
        server: LiveServer = live_server,
    ) -> Page:
        context = browser.new_context(
            base_url=server.address,
            viewport={"width": width, "height": height},
            locale={"ru": "ru-RU", "en": "en-GB"}[language],
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MILLISECONDS)
        page = context.new_page()
        _watch(page)
        opened.append(page)
        if login and login in server.sessions:
            context.add_cookies(server.sessions[login])
        elif login:
            sign_in(page, login)
            server.sessions[login] = context.cookies()
        page.goto(path)
        if login and "/sign-in" in page.url:  # another test has ended that session
            sign_in(page, login)
            server.sessions[login] = context.cookies()
            page.goto(path)
        return page

    yield open_page
    problems = [problem for page in opened for problem in page.problems]
    for page in opened:
        page.context.close()
    assert problems == []


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    """Sign in as a person does."""
    page.goto("/sign-in")
    page.fill("#login", login)
    page.fill("#password", password)
    page.click("form[data-sign-in] [type=submit]")
    page.wait_for_url(lambda address: "/sign-in" not in address)


def assert_accessible(page: Page, within: str | None = None) -> None:
    """Fail when axe finds anything, naming the rule, the elements and what to do.

    Parameters:
        within: selector of the part to look at; the whole page when not given. The inside of diagrams
            (`.djs-container`) is not ours to judge.
    """
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `make assets`")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        """within => axe.run({include: [[within || "html"]], exclude: [[".djs-container"]]})
            .then(result => result.violations)""",
        within,
    )
    words = [
        f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
    assert not words, "\n".join([page.url, *words])


def _serve(folder: Path, templates: Templates) -> Iterator[LiveServer]:
    if not is_built():
        pytest.fail("The browser files are not built: run `make assets`")
    with templates.copied(folder) as url:
        app = create_app(make_settings(folder, demo=True, database_url=url))
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield LiveServer(app, f"http://127.0.0.1:{server.effective_port}")
        server.task_dispatcher.shutdown(cancel_pending=True, timeout=10)  # none of them writes to a closed server
        server.trigger.pull_trigger(partial(wasyncore.close_all, server._map))  # in its own thread: it selects on them
        thread.join(timeout=10)
        with app.app_context():
            db.engine.dispose()


def _watch(page: Page) -> None:
    """Collect in `page.problems` what goes wrong on the page. Refusals (4xx) are answers, not problems."""
    page.problems = []

    def note(message: ConsoleMessage) -> None:
        refusal = re.search("status of 4|Response Status Error Code 4", message.text)
        if message.type == "error" and not refusal:
            page.problems.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("response", lambda answer: answer.status >= 500 and page.problems.append(f"{answer.status} {answer.url}"))
