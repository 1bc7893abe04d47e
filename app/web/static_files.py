"""The built browser files: `asset("shell.js")` answers the address of the present build."""

import json
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, g, has_app_context, request, send_from_directory, url_for

from app.access.permissions import requires

STATIC = Path(__file__).parent / "static"
BUILD = STATIC / "build"
YEAR = 31_536_000


def init_app(app: Flask) -> None:
    """Serve the static files to everybody, the built ones compressed and for ever: their names change with them."""
    app.view_functions["static"] = serve


@requires("public")
def serve(filename: str) -> Response:
    """A static file; its compressed twin when there is one and the browser takes it."""
    built = filename.startswith("build/")
    compressed = built and request.accept_encodings.quality("gzip") > 0 and (STATIC / f"{filename}.gz").is_file()
    response = send_from_directory(
        STATIC, f"{filename}.gz" if compressed else filename, max_age=YEAR if built else None
    )
    if compressed:
        response.mimetype = mimetypes.guess_type(filename)[0] or "application/octet-stream"
        response.headers["Content-Encoding"] = "gzip"
    if built:
        response.cache_control.immutable = True
        response.vary.add("Accept-Encoding")
    return response


def asset(name: str) -> str:
    """The address of a built file, such as `shell.js`, `shell.css` or `icons.svg`.

    Raises:
        KeyError: the build has no such file.
    """
    addresses: dict[str, str] = g.setdefault("asset_addresses", {})
    if name not in addresses:
        built = _manifest()["files"]
        # nothing has been built: pages work, without style, and the log says what to do
        addresses[name] = url_for("static", filename=f"build/{built[name] if built else name}")
    return addresses[name]


def check_icon(name: str) -> str:
    """The icon's own name, when the built sprite has it.

    Raises:
        KeyError: while testing, when the build has no such icon.
    """
    icons = _manifest()["icons"]
    if icons and name not in icons and current_app.testing:
        raise KeyError(f"no icon {name!r} in the build: run `make assets`; see app/web/README.md")
    return name


def is_built() -> bool:
    """Whether `make assets` has been run."""
    return bool(_manifest()["files"])


def _manifest() -> dict[str, Any]:
    """What has been built; looked for once in a request."""
    if not has_app_context():
        return _found()
    if "asset_manifest" not in g:
        g.asset_manifest = _found()
    manifest: dict[str, Any] = g.asset_manifest
    return manifest


def _found() -> dict[str, Any]:
    path = BUILD / "manifest.json"
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {"files": {}, "icons": []}


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> dict[str, Any]:
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {"files": manifest["files"], "icons": frozenset(manifest["icons"])}
