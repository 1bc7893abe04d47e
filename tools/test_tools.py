"""Find what the tests need besides Python packages, install what can be installed, name the rest.

Chromium: on the machine, else from Debian when root, else Playwright's own download. PostgreSQL: on the machine, else
from Debian when root. nginx: the same.
"""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of a Chromium: installed, or downloaded by Playwright."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    downloaded = sorted(glob.glob(os.path.expanduser("~/.cache/ms-playwright/chromium-*/chrome-linux*/chrome")))
    return downloaded[-1] if downloaded else None


def find_postgresql() -> str | None:
    """The path of `initdb`; Debian keeps it off the search path."""
    packaged = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    return shutil.which("initdb") or (packaged[-1] if packaged else None)


def find_nginx() -> str | None:
    """The path of nginx; Debian keeps it off the search path of people."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def _from_debian(package: str) -> bool:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
    return subprocess.run(["apt-get", "install", "-y", "-q", package], check=False, **quiet).returncode == 0


def _from_playwright() -> bool:
    return subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False).returncode == 0


def _ensure(name: str, find: Callable[[], str | None], ways: list[Callable[[], bool]], command: str) -> bool:
    if find():
        return True
    sys.stdout.write(f"Installing {name}…\n")
    if any(way() and find() for way in ways):
        return True
    sys.stderr.write(f"{name} is missing and could not be installed: {command}\n")
    return False


def main() -> int:
    """Exit status 0 when everything is there."""
    chromium = _ensure(
        "Chromium",
        find_chromium,
        [lambda: _from_debian("chromium"), _from_playwright],
        "apt-get install chromium (as root), or .venv/bin/python -m playwright install chromium",
    )
    postgresql = _ensure(
        "PostgreSQL", find_postgresql, [lambda: _from_debian("postgresql")], "apt-get install postgresql (as root)"
    )
    nginx = _ensure("nginx", find_nginx, [lambda: _from_debian("nginx")], "apt-get install nginx (as root)")
    return 0 if chromium and postgresql and nginx else 1


if __name__ == "__main__":
    sys.exit(main())
