import pytest

from app.cli.files import files
from app.db import write_transaction
from app.files import store
from app.files.places import add_upload
from tests.files.samples import kept


@pytest.fixture
def digest(app) -> str:
    """The digest of a file that no record has."""
    with write_transaction():
        return add_upload(kept(), 1).digest


def test_a_store_that_fits_is_told(app, digest):
    done = app.test_cli_runner().invoke(files, ["check", "--contents"])
    assert (done.exit_code, done.output) == (0, "0 missing, 0 damaged, 0 unreferenced.\n")


def test_a_missing_content_is_told_with_what_to_do(app, digest):
    store().path(digest).unlink()
    done = app.test_cli_runner().invoke(files, ["check"])
    assert done.exit_code == 1
    assert "missing: the content of file 1, offer.pdf" in done.output
    assert "from a backup" in done.output
