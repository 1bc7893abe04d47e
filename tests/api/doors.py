"""All doors of the API, with something in the place of ids, so that a new one is in every test that walks them."""

from collections.abc import Iterator

from flask import current_app

from app.records.types import registry

PARTS = {
    "deployment_id": "1",
    "definition_id": "application:1:1",
    "key": "application",
    "instance_id": "1",
    "activity_instance_id": "work:1-0",
    "external_task_id": "x",
    "incident_id": "1",
    "job_id": "1",
    "task_id": "x",
    "record_id": "1",
    "file_id": "1",
    "item_id": "1",
    "link_id": "1",
    "comment_id": "1",
    "name": "x",
    "waiting_id": "1",
}


def all_doors(prefix: str = "/") -> Iterator[tuple[str, str, str]]:
    """Method, address and rule of each door below a prefix; those of records for every record type."""
    for rule in current_app.url_map.iter_rules():
        if not hasattr(current_app.view_functions[rule.endpoint], "description") or not rule.rule.startswith(prefix):
            continue
        types = [each for each in registry if each.has_status or not rule.rule.endswith(("/status", "/moves"))]
        plurals = [each.plural for each in types] if "plural" in rule.arguments else [""]
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            for plural in plurals:
                yield method, _filled(rule.rule, {**PARTS, "plural": plural}), rule.rule


def _filled(rule: str, parts: dict[str, str]) -> str:
    for name, value in parts.items():
        for converter in ("", "int:"):
            rule = rule.replace(f"<{converter}{name}>", value)
    assert "<" not in rule, f"say in PARTS what stands for the part of {rule}"
    return rule
