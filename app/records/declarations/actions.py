"""The actions and the forms of a record type."""

from collections import Counter
from collections.abc import Iterator

from flask import current_app, has_app_context

from app.records.declarations.naming import KEY, unknown
from app.records.types import Action, Fault, RecordType
from app.records.types.pages import PLACES, RIGHTS

#: Every record has these by itself.
OWN_ACTIONS = ("change-status", "edit", "delete")


def check_actions(record_type: RecordType) -> Iterator[Fault]:
    """Their ids, words, addresses, rights and places."""
    counts = Counter(action.id for action in record_type.actions)
    for name, count in counts.items():
        if count > 1:
            yield Fault(f"actions.{name}", f"is declared {count} times: give each action an id of its own")
    for action in record_type.actions:
        yield from (Fault(f"actions.{action.id}", words) for words in _problems(record_type, action))


def _problems(record_type: RecordType, action: Action) -> Iterator[str]:
    if not KEY.fullmatch(action.id):
        yield "is no id: use Latin letters, digits and hyphens"
    elif action.id in OWN_ACTIONS:
        yield "every record has this action by itself: choose another id"
    if not str(action.label or "").strip():
        yield "has no label: give a lazy text, such as _(“Send”)"
    known = [field.name for field in record_type.fields]
    yield from (unknown("field", name, known) for name in action.fields if name not in known)
    if action.right not in RIGHTS:
        yield unknown("right", action.right, RIGHTS)
    if not action.places:
        yield f"is offered nowhere: give places, of {', '.join(PLACES)}"
    yield from (unknown("place", place, PLACES) for place in action.places if place not in PLACES)
    yield from _endpoint_problems(action)


def _endpoint_problems(action: Action) -> Iterator[str]:
    if not has_app_context():
        return
    if action.endpoint not in current_app.view_functions:
        yield f"there is no view “{action.endpoint}”: register its blueprint in `init_app` of the package"
        return
    taken = set().union(*(rule.arguments for rule in current_app.url_map.iter_rules(action.endpoint)))
    wanted = {"record_type"} if set(action.places) == {"bulk"} else {"record_type", "record_id"}
    if not wanted <= taken:
        yield f"the address of “{action.endpoint}” does not take {' and '.join(sorted(wanted - taken))}: add it"


def check_forms(record_type: RecordType) -> Iterator[Fault]:
    """The form that every card needs, and the keys of all."""
    if "properties" not in record_type.forms:
        words = f"there is no “properties”: name the form of the card, as in {{“properties”: “{record_type.name}”}}"
        yield Fault("forms", words)
    for use, key in record_type.forms.items():
        if not KEY.fullmatch(key):
            yield Fault(f"forms.{use}", f"“{key}” is no key of a form: it is the `id` in the form file")
