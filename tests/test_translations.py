"""Both languages are complete."""

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
RUSSIAN = ROOT / "app/translations/ru/LC_MESSAGES/messages.po"


@pytest.fixture(scope="module")
def catalogue():
    with RUSSIAN.open("rb") as file:
        return read_po(file, locale="ru")


def test_every_message_has_russian_words(catalogue):
    empty = [message.id for message in catalogue if message.id and not all(_words(message.string))]
    assert empty == []


def test_nothing_is_marked_as_a_guess(catalogue):
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


def test_placeholders_are_the_same_in_both_languages(catalogue):
    problems = [(message.id, str(error)) for message in catalogue for error in message.check()]
    assert problems == []


def test_every_message_of_the_sources_is_in_the_catalogue(catalogue, tmp_path):
    template = tmp_path / "messages.pot"
    command = [Path(sys.executable).with_name("pybabel"), "-q", "extract", "-F", "babel.cfg", "-k", "_l"]
    subprocess.run([*command, "-k", "lazy_gettext", "-o", template, "."], cwd=ROOT, check=True)
    with template.open("rb") as file:
        wanted = {_key(message.id) for message in read_po(file) if message.id}
    assert wanted - {_key(message.id) for message in catalogue} == set()


def _key(identifier) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _words(string):
    return (string,) if isinstance(string, str) else string
