"""The program's words are in one place, complete in each language, and as `make messages` collects them."""

import ast
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.i18n import LANGUAGES

ROOT = Path(__file__).parent.parent
TRANSLATIONS = ROOT / "app/translations"
SPOKEN_IN_THE_SOURCES = "en"
COLLECTED = {"_", "_l", "N_", "gettext", "lazy_gettext", "ngettext", "pgettext"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]")
CYRILLIC = re.compile("[а-яёА-ЯЁ]")

PAIRS_IN_PYTHON = {"app/i18n.py": "makes the words of artifacts, for all others"}
RUSSIAN_IN_PYTHON = {
    "app/access/demo.py": "the names of the demo people",
    "app/documents/library/demo.py": "names and texts of the demo files",
    "app/access/passwords.py": "the letters on the keys of a keyboard",
    "app/crm/activity/demo.py": "what the demo people have written",
    "app/crm/assignment/demo.py": "what the demo people have written",
    "app/crm/contract/demo.py": "what the demo people have written",
    "app/crm/contract_subject/reference_data.py": "rows of reference tables, which people change",
    "app/crm/counterparty/demo.py": "what the demo people have written",
    "app/crm/deal/demo.py": "what the demo people have written",
    "app/crm/demo.py": "what the demo people have written",
    "app/crm/lead/demo.py": "what the demo people have written",
    "app/crm/legal_entity/demo.py": "what the demo people have written",
    "app/crm/order/demo.py": "what the demo people have written",
    "app/crm/payment/demo.py": "what the demo people have written",
    "app/crm/product/demo.py": "what the demo people have written",
    "app/crm/registries/dadata.py": "what the registry calls legal forms",
    "app/crm/request_category/reference_data.py": "rows of reference tables, which people change",
    "app/crm/request_source/reference_data.py": "rows of reference tables, which people change",
    "app/crm/unit/reference_data.py": "rows of reference tables, which people change",
    "app/crm/vat_rate/reference_data.py": "rows of reference tables, which people change",
    "app/engine/ground/actor.py": "the name that the histories keep of who is nobody",
    "app/records/types/tombstone.py": "what records keep where personal data stood, in both languages at once",
    "app/folding.py": "the letters on the keys of a keyboard, and one that has two shapes",
    "app/written/dates.py": "what people write, whatever the language of the page is",
    "app/written/numbers.py": "what people write, whatever the language of the page is",
}


@pytest.fixture(scope="module", params=[language for language in LANGUAGES if language != SPOKEN_IN_THE_SOURCES])
def catalogue(request):
    with (TRANSLATIONS / request.param / "LC_MESSAGES/messages.po").open("rb") as file:
        return [message for message in read_po(file, locale=request.param) if message.id]


@pytest.fixture(scope="module")
def collected(tmp_path_factory) -> Path:
    """The catalogues after `make messages`."""
    copy = tmp_path_factory.mktemp("messages") / "translations"
    shutil.copytree(TRANSLATIONS, copy, ignore=shutil.ignore_patterns("*.mo"))
    subprocess.run(["make", "--silent", "messages", f"TRANSLATIONS={copy}"], cwd=ROOT, check=True)
    return copy


def test_every_message_has_words(catalogue):
    assert [message.id for message in catalogue if not all(_words(message.string))] == []


def test_the_words_of_the_sources_are_english(catalogue):
    assert [message.id for message in catalogue if CYRILLIC.search("".join(_words(message.id)))] == []


def test_nothing_is_marked_as_a_guess(catalogue):
    assert [message.id for message in catalogue if message.fuzzy] == []


def test_placeholders_are_the_same_in_both_languages(catalogue):
    problems = [(message.id, str(error)) for message in catalogue for error in message.check()]
    assert problems == []


def test_every_form_names_the_same_values(catalogue):
    different = [
        message.id
        for message in catalogue
        for form in _words(message.string)
        if set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(_words(message.id)[-1]))
    ]
    assert different == []


def test_collecting_the_messages_changes_nothing(collected):
    for path in TRANSLATIONS.rglob("*.po"):
        assert (collected / path.relative_to(TRANSLATIONS)).read_text("utf-8") == path.read_text("utf-8")


def test_words_in_two_languages_are_not_written_in_python():
    found = {path for path, tree in _modules() if any(_has_languages(node) for node in ast.walk(tree))}
    assert sorted(found) == sorted(PAIRS_IN_PYTHON)


def test_russian_is_not_written_in_python():
    found = {path for path, tree in _modules() if _russian(tree)}
    assert sorted(found) == sorted(RUSSIAN_IN_PYTHON)


def test_no_message_hides_inside_a_formatted_text():
    """What collects the messages does not look there."""
    found = [
        f"{path}:{call.lineno}"
        for path, tree in _modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in COLLECTED
    ]
    assert found == []


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "app").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def _has_languages(node: ast.AST) -> bool:
    """Whether a mapping or a call has something by language."""
    names: list[object] = []
    if isinstance(node, ast.Dict):
        names = [key.value for key in node.keys if isinstance(key, ast.Constant)]
    elif isinstance(node, ast.Call):
        names = [keyword.arg for keyword in node.keywords]
    return not set(LANGUAGES).isdisjoint(names)


def _russian(tree: ast.Module) -> list[str]:
    """The Russian texts of a module, but for its docstrings."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return [node.value for node in texts if isinstance(node.value, str) and CYRILLIC.search(node.value)]


def _words(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
