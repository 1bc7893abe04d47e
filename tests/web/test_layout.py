"""What the shell of every page needs is not taken away by a page that calls something of its own the same."""

import ast
from pathlib import Path

from app.web.layout import _shell

APP = Path(__file__).parents[2] / "app"
#: A page may say for itself in which layout it stands.
SAID_BY_PAGES = {"layout"}


def test_no_page_hides_what_the_shell_shows(app):
    with app.test_request_context("/"):
        names = _shell().keys() - SAID_BY_PAGES
    hidden = [
        f"{path.relative_to(APP)}:{call.lineno} {keyword.arg}"
        for path in sorted(APP.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "render_template"
        for keyword in call.keywords
        if keyword.arg in names
    ]
    assert hidden == []
