"""What every record type shares knows no record type: words of the CRM stand in docstrings and comments only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "app" / "records"
FILES = sorted(path.relative_to(ROOT) for path in (*RECORDS.rglob("*.py"), *RECORDS.rglob("*.html")))
#: A verb in a sentence is no record type.
VERB = re.compile(r"leads? (to|there|here)\b")
WORDS = re.compile(r"(?<![a-z_])(deals?(?![a-z])|leads?(?![a-z])|counterpart|managers?(?![a-z])|marketing|opportunit)")


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_file_names_nothing_of_the_crm(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    said = _code(text) if file.suffix == ".py" else [re.sub(r"{#.*?#}", "", text, flags=re.S)]
    found = [each for each in said if WORDS.search(VERB.sub("", each.lower()))]
    assert found == []


def _code(text: str) -> Iterator[str]:
    """The names and the texts of a module, without its docstrings."""
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(each.body[0].value) for each in ast.walk(tree) if isinstance(each, documented) and ast.get_docstring(each)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(value)) if id(node) not in docstrings:
                yield value
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(name=name):
                yield name
