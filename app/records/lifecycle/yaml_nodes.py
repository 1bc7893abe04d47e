"""Reads YAML as nodes with places, so that every complaint can name its line."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.bounds import keepable
from app.engine.deploying import did_you_mean
from app.i18n import LANGUAGES, artifact_words
from app.records.checks.findings import Findings

MAXIMUM_BYTES = 100_000  # at worst ([a,a,a…) three seconds and 55 MiB; a megabyte took 24 s and 550 MiB
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_OneOf = TypeVar("_OneOf", bound=str)
_EMPTY = MappingNode("tag:yaml.org,2002:map", [])


def read_yaml(content: bytes, findings: Findings) -> Node:
    """The root node; aliases are resolved, tags are not obeyed.

    Raises:
        ArtifactUnreadable: the text is no YAML, too large, or nested too deeply.
    """
    if len(content) > MAXIMUM_BYTES:
        findings.add("yaml-too-large")
        findings.refuse()
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader) or _EMPTY
        spoilt = next((node for node in _scalars(root) if not keepable(node.value)), None)
        if spoilt is None:
            return root
        findings.add("yaml-unreadable", line_of(spoilt), why="U+0000, U+D800…U+DFFF")
    except UnicodeDecodeError as error:
        findings.add("yaml-unreadable", content.count(b"\n", 0, error.start) + 1, why="UTF-8")
    except RecursionError:
        findings.add("yaml-too-deep")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        findings.add("yaml-unreadable", line, column, why=error.problem or str(error))
    except yaml.YAMLError as error:
        findings.add("yaml-unreadable", why=str(error).splitlines()[0])
    findings.refuse()
    raise AssertionError("refuse() raises")


def _scalars(root: Node) -> Iterator[ScalarNode]:
    """The texts of a tree, those with several aliases once."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        if isinstance(node, ScalarNode):
            yield node
            continue
        inside = node.value if isinstance(node, SequenceNode) else [each for pair in node.value for each in pair]
        for each in inside:
            if id(each) not in seen:
                seen.add(id(each))
                waiting.append(each)


def line_of(node: Node) -> int:
    """The line of a node, from 1."""
    return node.start_mark.line + 1 if node.start_mark else 1


class Reader:
    """Takes values out of nodes; what does not fit becomes a problem and an empty value."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    def say(self, code: str, node: Node, **values: Any) -> None:
        """Add a problem at a node."""
        column = node.start_mark.column + 1 if node.start_mark else None
        self.findings.add(code, line_of(node), column, **values)

    def mapping(self, node: Node, what: str, known: Collection[str] | None = None) -> dict[str, Node]:
        """The pairs of a mapping.

        Parameters:
            what: how to call it in words.
            known: the keys that may occur; None: any.
        """
        if not isinstance(node, MappingNode):
            self.say("map-expected", node, what=what)
            return {}
        pairs: dict[str, Node] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "?"
            if known is not None and key not in known:
                self.say("key-unknown", key_node, what=what, key=key, suggestion=did_you_mean(key, known))
            elif key in pairs:
                self.say("key-duplicate", key_node, what=what, key=key)
            else:
                pairs[key] = value
        return pairs

    def items(self, node: Node | None, what: str) -> list[Node]:
        """The items of a list; none when there is no node."""
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            self.say("list-expected", node, what=what)
            return []
        items: list[Node] = node.value
        return items

    def text(self, node: Node, what: str) -> str:
        if not isinstance(node, ScalarNode) or node.tag.endswith(":null") or not node.value.strip():
            self.say("text-expected", node, what=what)
            return ""
        text: str = node.value
        return text

    def optional_text(self, pairs: Mapping[str, Node], key: str, what: str) -> str | None:
        return self.text(pairs[key], f"{what}.{key}") if key in pairs else None

    def flag(self, pairs: Mapping[str, Node], key: str, what: str, default: bool) -> bool:
        node = pairs.get(key)
        if node is None:
            return default
        if not isinstance(node, ScalarNode) or not node.tag.endswith(":bool"):
            self.say("flag-expected", node, what=f"{what}.{key}")
            return default
        return node.value.lower() in ("true", "yes", "on")

    def words(self, node: Node | None, what: str, default: str) -> dict[str, str]:
        """Words in both languages: a mapping `{ru, en}`, or one text for both."""
        if node is None:
            return artifact_words(default, default)
        if isinstance(node, ScalarNode):
            text = self.text(node, what)
            return artifact_words(text, text)
        pairs = self.mapping(node, what, LANGUAGES)
        return {language: self.text(value, f"{what}.{language}") for language, value in pairs.items()}

    def identifier(self, node: Node, what: str) -> str:
        text = self.text(node, what)
        if text and not _IDENTIFIER.match(text):
            self.say("id-malformed", node, id=text)
        return text

    def identifiers(self, node: Node | None, what: str) -> Iterator[tuple[str, Node]]:
        """The ids in a list, each once, with their nodes."""
        seen: set[str] = set()
        for item in self.items(node, what):
            text = self.identifier(item, what)
            if text in seen:
                self.say("id-duplicate", item, id=text)
            elif text:
                seen.add(text)
                yield text, item

    def plain(self, node: Node, what: str, depth: int = 4) -> Any:
        """What stands at a node as texts, lists and dicts; deeper than `depth` is nothing (aliases may repeat)."""
        if depth == 0:
            return None
        if isinstance(node, ScalarNode):
            return None if node.tag.endswith(":null") else node.value
        if isinstance(node, SequenceNode):
            return [self.plain(each, what, depth - 1) for each in node.value]
        return {key: self.plain(each, what, depth - 1) for key, each in self.mapping(node, what).items()}

    def one_of(self, node: Node, what: str, known: Collection[_OneOf], default: _OneOf) -> _OneOf:
        text = self.text(node, what)
        for each in known:
            if each == text:
                return each
        if text:
            self.say("value-unknown", node, what=what, value=text, suggestion=did_you_mean(text, known))
        return default
