import json

import pytest

from app.web import static_files
from tests.visitors import Visitor


@pytest.fixture
def build(tmp_path, monkeypatch):
    """A folder of static files with one built script, in place of the real one."""
    folder = tmp_path / "static" / "build"
    folder.mkdir(parents=True)
    (folder / "shell-ABC.js").write_text("plain")
    (folder / "shell-ABC.js.gz").write_bytes(b"packed")
    (folder / "manifest.json").write_text(json.dumps({"files": {"shell.js": "shell-ABC.js"}, "icons": ["home"]}))
    monkeypatch.setattr(static_files, "STATIC", tmp_path / "static")
    monkeypatch.setattr(static_files, "BUILD", folder)


def test_a_built_file_is_found_by_its_plain_name(app, build):
    with app.test_request_context():
        assert static_files.asset("shell.js") == "/static/build/shell-ABC.js"
        with pytest.raises(KeyError):
            static_files.asset("nothing.js")


def test_pages_work_before_anything_is_built(app, tmp_path, monkeypatch):
    monkeypatch.setattr(static_files, "BUILD", tmp_path)
    with app.test_request_context():
        assert static_files.asset("shell.js") == "/static/build/shell.js"
    assert not static_files.is_built()


def test_an_icon_that_is_not_built_is_noticed_by_tests(app, build):
    app.testing = True
    with app.test_request_context():
        assert static_files.check_icon("home") == "home"
        with pytest.raises(KeyError, match="make assets"):
            static_files.check_icon("unicorn")


def test_built_files_go_compressed_to_who_takes_them_and_stay_for_ever(app, build):
    packed = Visitor(app).get("/static/build/shell-ABC.js", headers={"Accept-Encoding": "gzip, br"})
    assert packed.data == b"packed"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.mimetype == "text/javascript"
    assert "immutable" in packed.headers["Cache-Control"]
    plain = Visitor(app).get("/static/build/shell-ABC.js", headers={"Accept-Encoding": "identity"})
    assert plain.text == "plain"


@pytest.mark.parametrize("path", ["../factory.py", "build/../../factory.py", "%2e%2e/factory.py"])
def test_nothing_outside_the_folder_is_served(app, build, path):
    assert Visitor(app).get(f"/static/{path}", htmx=True).status_code == 404
