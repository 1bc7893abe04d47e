"""Reads a lifecycle file."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from app.engine.deploying import did_you_mean
from app.records.checks.findings import Findings
from app.records.checks.model import Check
from app.records.checks.parse import parse_checks
from app.records.lifecycle.model import (
    ACCESSES,
    ALL,
    KINDS,
    Kind,
    Lifecycle,
    Permission,
    ProcessAccess,
    Role,
    RoleList,
    Stage,
    Status,
)
from app.records.lifecycle.words import LIFECYCLE_WORDS
from app.records.lifecycle.yaml_nodes import Reader, line_of, read_yaml

_ROOT = (
    "record_type",
    "name",
    "stages",
    "statuses",
    "roles",
    "permissions",
    "create",
    "actions",
    "checks",
    "processes",
    "card",
)
_STAGE = ("id", "label", "kind", "color")
_STATUS = ("id", "label", "stage", "color", "board", "offered", "listed", "initial", "final", "kind", "replaces")
_ROLE = ("label", "group", "attribute", "many", "fallback_group", "creator", "through", "role", "right", "everyone")
_PROCESSES = ("create", "update", "fields")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}\Z")


def parse_lifecycle(file_name: str, content: bytes) -> tuple[str, Lifecycle]:
    """Read a `*.lifecycle.yaml`.

    Returns:
        Its key (the record type) and what it says.

    Raises:
        ArtifactUnreadable: with every problem that the file has by itself.
    """
    findings = Findings(file_name, LIFECYCLE_WORDS)
    lifecycle = _Parser(Reader(findings)).lifecycle(read_yaml(content, findings))
    findings.refuse()
    return lifecycle.record_type, lifecycle


class _Parser:
    def __init__(self, reader: Reader) -> None:
        self._read = reader

    def lifecycle(self, root: Node) -> Lifecycle:
        read = self._read
        pairs = read.mapping(root, "lifecycle", _ROOT)
        for key in ("record_type", "roles", "permissions"):
            if key not in pairs:
                read.say("key-missing", root, what="lifecycle", key=key)
        type_node = pairs.get("record_type")
        record_type = read.identifier(type_node, "record_type") if type_node else ""
        stages = self._stages(pairs.get("stages"))
        statuses = self._statuses(pairs.get("statuses"), stages)
        roles = self._roles(pairs.get("roles"))
        actions = read.mapping(pairs["actions"], "actions") if "actions" in pairs else {}
        lifecycle = Lifecycle(
            record_type=record_type,
            name=read.words(pairs.get("name"), "name", record_type),
            stages=stages,
            statuses=statuses,
            roles=roles,
            permissions=self._permissions(pairs.get("permissions"), roles, statuses),
            create=self._role_list(pairs.get("create"), "create", roles),
            actions={action: self._action(action, node, roles, statuses) for action, node in actions.items()},
            checks=self._checks(pairs["checks"]) if "checks" in pairs else (),
            processes=self._processes(pairs["processes"]) if "processes" in pairs else ProcessAccess(),
            card=tuple(name for name, _node in read.identifiers(pairs.get("card"), "card")),
            card_line=line_of(pairs["card"]) if "card" in pairs else 0,
            record_type_line=line_of(type_node) if type_node else 1,
        )
        if "permissions" in pairs and not lifecycle.permissions and not read.findings.has_errors:
            read.say("nobody-reads", pairs["permissions"])
        return lifecycle

    def _stages(self, node: Node | None) -> tuple[Stage, ...]:
        stages: dict[str, Stage] = {}
        for item in self._read.items(node, "stages"):
            pairs = self._read.mapping(item, "stages", _STAGE)
            identifier = self._identified(item, pairs, "stages", stages)
            if identifier:
                stages[identifier] = Stage(
                    id=identifier,
                    label=self._read.words(pairs.get("label"), f"{identifier}.label", identifier),
                    kind=self._kind(pairs, identifier, "open"),
                    color=self._color(pairs, identifier),
                    line=line_of(item),
                )
        return tuple(stages.values())

    def _statuses(self, node: Node | None, stages: tuple[Stage, ...]) -> tuple[Status, ...]:
        by_id = {stage.id: stage for stage in stages}
        statuses: dict[str, Status] = {}
        for item in self._read.items(node, "statuses"):
            pairs = self._read.mapping(item, "statuses", _STATUS)
            identifier = self._identified(item, pairs, "statuses", statuses)
            if identifier:
                status = self._status(identifier, item, pairs)
                statuses[identifier] = self._with_stage(status, pairs, by_id)
        if node is not None:
            self._check_initial(node, list(statuses.values()))
        return tuple(statuses.values())

    def _status(self, identifier: str, item: Node, pairs: Mapping[str, Node]) -> Status:
        read = self._read
        return Status(
            id=identifier,
            label=read.words(pairs.get("label"), f"{identifier}.label", identifier),
            stage=read.optional_text(pairs, "stage", identifier),
            color=self._color(pairs, identifier),
            board=read.flag(pairs, "board", identifier, True),
            offered=read.flag(pairs, "offered", identifier, True),
            listed=read.flag(pairs, "listed", identifier, True),
            initial=read.flag(pairs, "initial", identifier, False),
            final=read.flag(pairs, "final", identifier, False),
            replaces=tuple(name for name, _node in read.identifiers(pairs.get("replaces"), f"{identifier}.replaces")),
            line=line_of(item),
        )

    def _with_stage(self, status: Status, pairs: Mapping[str, Node], stages: Mapping[str, Stage]) -> Status:
        stage = stages.get(status.stage) if status.stage else None
        if status.stage and stage is None:
            self._read.say(
                "stage-unknown",
                pairs["stage"],
                status=status.id,
                stage=status.stage,
                suggestion=did_you_mean(status.stage, stages),
            )
        return replace(
            status,
            kind=self._kind(pairs, status.id, stage.kind if stage else "open"),
            color=status.color or (stage.color if stage else None),
        )

    def _check_initial(self, node: Node, statuses: list[Status]) -> None:
        initial = [status.id for status in statuses if status.initial]
        if statuses and not initial:
            self._read.say("initial-missing", node)
        elif len(initial) > 1:
            self._read.say("initial-twice", node, first=initial[0], second=initial[1])

    def _roles(self, node: Node | None) -> dict[str, Role]:
        pairs = self._read.mapping(node, "roles") if node is not None else {}
        roles = {}
        for name, item in pairs.items():
            role = self._role(name, item)
            self._check_binding(role, item)
            roles[name] = role
        return roles

    def _role(self, name: str, item: Node) -> Role:
        read = self._read
        pairs = read.mapping(item, name, _ROLE)
        return Role(
            id=name,
            label=read.words(pairs.get("label"), f"{name}.label", name),
            group=read.optional_text(pairs, "group", name),
            attribute=read.optional_text(pairs, "attribute", name),
            many=read.flag(pairs, "many", name, False),
            fallback_group=read.optional_text(pairs, "fallback_group", name),
            creator=read.flag(pairs, "creator", name, False),
            through=tuple(each for each, _node in read.identifiers(pairs.get("through"), f"{name}.through")),
            role=read.optional_text(pairs, "role", name),
            right=read.one_of(pairs["right"], f"{name}.right", ACCESSES, "read") if "right" in pairs else None,
            everyone=read.flag(pairs, "everyone", name, False),
            line=line_of(item),
        )

    def _check_binding(self, role: Role, item: Node) -> None:
        bindings = {
            "group": role.group,
            "attribute": role.attribute,
            "creator": role.creator,
            "through": role.through,
            "everyone": role.everyone,
        }
        bound = [name for name, value in bindings.items() if value]
        if not bound:
            self._read.say("role-unbound", item, role=role.id)
        elif len(bound) > 1:
            self._read.say("role-bound-twice", item, role=role.id, first=bound[0], second=bound[1])
        if role.fallback_group and (not role.attribute or role.many):
            self._read.say("fallback-without-person", item, role=role.id)
        if role.many and not role.attribute:
            self._read.say("many-without-attribute", item, role=role.id)
        if bool(role.through) != bool(role.role or role.right) or (role.role and role.right):
            self._read.say("through-half", item, role=role.id)

    def _permissions(
        self, node: Node | None, roles: Mapping[str, Role], statuses: tuple[Status, ...]
    ) -> tuple[Permission, ...]:
        pairs = self._read.mapping(node, "permissions") if node is not None else {}
        known = {status.id for status in statuses}
        permissions = []
        for role, item in pairs.items():
            if role not in roles:
                self._unknown_role("permissions", role, item, roles)
                continue
            rights = self._read.mapping(item, f"permissions.{role}", ("read", "write"))
            permissions += [
                Permission(role, access, self._status_set(role, rights[access], known), line_of(rights[access]))
                for access in ("write", "read")
                if access in rights
            ]
        return tuple(permissions)

    def _action(self, action: str, node: Node, roles: Mapping[str, Role], statuses: tuple[Status, ...]) -> RoleList:
        """A list of roles, or pairs of a role and the statuses in which it may."""
        what = f"actions.{action}"
        if not isinstance(node, MappingNode):
            return self._role_list(node, what, roles)
        known = {status.id for status in statuses}
        found = {}
        for role, item in self._read.mapping(node, what).items():
            if role in roles:
                found[role] = self._status_set(role, item, known)
            else:
                self._unknown_role(what, role, item, roles)
        return RoleList(tuple(found), line_of(node), found)

    def _status_set(self, role: str, node: Node, known: set[str]) -> frozenset[str] | Literal["all"]:
        if isinstance(node, ScalarNode) and node.value == ALL:
            return ALL
        statuses = set()
        for status, item in self._read.identifiers(node, f"permissions.{role}"):
            if status in known:
                statuses.add(status)
            else:
                suggestion = did_you_mean(status, known)
                self._read.say("status-unknown", item, role=role, status=status, suggestion=suggestion)
        return frozenset(statuses)

    def _checks(self, node: Node) -> tuple[Check, ...]:
        places = node.value if isinstance(node, SequenceNode) else []

        def line(number: int) -> int:
            return line_of(places[number] if number < len(places) else node)

        return parse_checks(self._read.plain(node, "checks"), self._read.findings, line)

    def _processes(self, node: Node) -> ProcessAccess:
        pairs = self._read.mapping(node, "processes", _PROCESSES)
        return ProcessAccess(
            create=self._process_set(pairs.get("create"), "processes.create"),
            update=self._process_set(pairs.get("update"), "processes.update"),
            fields=tuple(name for name, _node in self._read.identifiers(pairs.get("fields"), "processes.fields")),
            line=line_of(node),
        )

    def _process_set(self, node: Node | None, what: str) -> frozenset[str] | Literal["all"]:
        if isinstance(node, ScalarNode) and node.value == ALL:
            return ALL
        return frozenset(name for name, _node in self._read.identifiers(node, what))

    def _role_list(self, node: Node | None, what: str, roles: Mapping[str, Role]) -> RoleList:
        names = []
        for name, item in self._read.identifiers(node, what):
            if name in roles:
                names.append(name)
            else:
                self._unknown_role(what, name, item, roles)
        return RoleList(tuple(names), line_of(node) if node is not None else 0)

    def _unknown_role(self, what: str, role: str, node: Node, roles: Mapping[str, Role]) -> None:
        self._read.say("role-unknown", node, what=what, role=role, suggestion=did_you_mean(role, roles))

    def _identified(self, item: Node, pairs: Mapping[str, Node], what: str, others: Mapping[str, object]) -> str:
        if "id" not in pairs:
            if isinstance(item, MappingNode):
                self._read.say("key-missing", item, what=what, key="id")
            return ""
        identifier = self._read.identifier(pairs["id"], f"{what}.id")
        if identifier in others:
            self._read.say("id-duplicate", pairs["id"], id=identifier)
            return ""
        return identifier

    def _kind(self, pairs: Mapping[str, Node], what: str, default: Kind) -> Kind:
        return self._read.one_of(pairs["kind"], f"{what}.kind", KINDS, default) if "kind" in pairs else default

    def _color(self, pairs: Mapping[str, Node], what: str) -> str | None:
        color = self._read.optional_text(pairs, "color", what)
        if color and not _COLOR.match(color):
            self._read.say("color-malformed", pairs["color"], color=color)
            return None
        return color
