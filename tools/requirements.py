"""The Python packages that setup.cfg names, and the locks that pin everything they bring.

`make lock` renews `requirements.lock` (what the application needs) and `requirements-test.lock` (that and the test
tools): versions and hashes of the files for every platform, found by uv. What is locked stays as it is while it
satisfies setup.cfg; with `make lock UPGRADE=yes` the newest that do are taken.
"""

import configparser
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"


def wanted(test: bool = False) -> list[str]:
    """The packages of setup.cfg, each with its version; with `test`, the test tools as well."""
    configuration = configparser.ConfigParser()
    configuration.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = configuration["options"]["install_requires"]
    if test:
        lines += configuration["options.extras_require"]["test"]
    return [line for line in lines.splitlines() if line.strip()]


def locked(lock: Path) -> dict[str, str]:
    """The versions of the packages of a lock, by their names."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def renew(lock: Path, packages: list[str], *options: str) -> None:
    """Write a lock file.

    Raises:
        CalledProcessError: the packages do not go together, or the index cannot be reached.
    """
    uv = Path(sys.executable).with_name("uv")
    how = ["--universal", "--python-version", "3.11", "--generate-hashes", "--custom-compile-command", "make lock"]
    subprocess.run(
        [uv, "pip", "compile", "-", "--output-file", lock.name, "--quiet", *how, *options],
        input="\n".join(packages),
        text=True,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> None:
    """Renew both locks; options go to `uv pip compile`."""
    options = sys.argv[1:]
    renew(LOCK, wanted(), *options)
    renew(TEST_LOCK, wanted(test=True), "--constraint", LOCK.name, *options)


if __name__ == "__main__":
    main()
