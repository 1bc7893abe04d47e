"""Variables that come from outside: not more than fits, and none that hides what expressions read by themselves."""

import json
from collections.abc import Mapping
from typing import Any

from app.engine.ground.errors import NotAllowedNow
from app.engine.ground.scope import PEOPLE
from app.engine.ground.values import plain, to_json
from app.i18n import lazy_gettext as _

#: What one call may bring, in characters of JSON.
MOST_CHARACTERS = 1_000_000
OWN_NAMES = ("user", "record", PEOPLE)


def given_variables(variables: Mapping[str, Any] | None, *record_types: str | None) -> dict[str, Any]:
    """The variables as a process keeps them.

    Parameters:
        record_types: of the processes that get them, whose record is read under this name.

    Raises:
        NotAllowedNow: a name belongs to the record, the person or a function; or it is too much.
    """
    found = {name: plain(value) for name, value in (variables or {}).items()}
    taken = sorted(name for name in found if name in OWN_NAMES or name in record_types)
    if taken:
        words = _(
            "Variables cannot be called so: %(names)s. Expressions read something else by it.", names=", ".join(taken)
        )
        raise NotAllowedNow(words, code="variableNameTaken", names=taken)
    if found and len(json.dumps(found, default=to_json)) > MOST_CHARACTERS:
        raise NotAllowedNow(_("The variables are too large together."), code="variablesTooLarge", names=sorted(found))
    return found
