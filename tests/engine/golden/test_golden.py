"""Processes that earlier releases have left in the middle go on with today's code, and come to their ends."""

from contextlib import ExitStack

import pytest

from tests.engine.conftest import make_engine_app
from tests.engine.golden import release
from tests.engine.golden.cases import CASES
from tests.engine.golden.process import Process
from tests.postgresql import new_database

KEPT = [(version, name) for version in release.releases() for name in release.read(version)["cases"]]


def test_the_rows_of_this_release_are_kept():
    assert release.this_release() in release.releases(), "write them: python -m tests.engine.golden"


@pytest.fixture(scope="module")
def restored(request, module_database, tmp_path_factory):
    """`restored(version)`: at work on what a release has left, brought up to date as an installation is."""
    apps = {}
    with ExitStack() as databases:

        def app(version: str):
            if version not in apps:
                url = None
                if module_database == "postgresql":
                    url = databases.enter_context(new_database(request.getfixturevalue("postgresql_address")))
                apps[version] = make_engine_app(tmp_path_factory.mktemp(version), url)
                with release.at_work(apps[version]):
                    release.restore(release.read(version))
            return apps[version]

        yield app


@pytest.mark.parametrize(("version", "name"), KEPT)
def test_a_process_of_an_earlier_release_comes_to_its_end(restored, version, name):
    with release.at_work(restored(version)):
        process = Process(release.read(version)["cases"][name], done=True)
        steps = CASES[name](process)
        next(steps)
        process.resumed()
        assert next(steps, None) is None
        assert (process.tasks(), process.waits(), process.incidents()) == ([], [], [])
        assert process.ended()
