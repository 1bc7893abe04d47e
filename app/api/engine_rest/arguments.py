"""What a list of the dialect is asked with: filters of the address, sorting, the page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeAlias

from flask import request
from sqlalchemy import Select

from app.api.arguments import number_argument
from app.api.description import INTEGER, STRING
from app.api.errors import BadRequest
from app.bounds import whole_number, whole_numbers
from app.i18n import gettext as _

Statement: TypeAlias = Select[*tuple[Any, ...]]
PAGE = {"firstResult": INTEGER, "maxResults": INTEGER}
SORT = {"sortBy": STRING, "sortOrder": STRING}
MOST_RESULTS = 1000
MOST_VALUES = 500
LONGEST_TEXT = 1000


class Filters:
    """The filters of the present request, whose names `refuse_unknown_parameters` has let through."""

    def __init__(self) -> None:
        self._values = request.args

    def text(self, name: str) -> str | None:
        """The value, None when it is not given or empty."""
        text = self._values.get(name) or None
        if text is not None and len(text) > LONGEST_TEXT:
            words = _("At most %(count)s characters, not %(actual)s.", count=LONGEST_TEXT, actual=len(text))
            raise BadRequest(f"{name}: {words}")
        return text

    def texts(self, name: str) -> list[str] | None:
        """Values separated by commas, None when none is given."""
        raw = self._values.get(name) or None
        if raw is None:
            return None
        texts = raw.split(",")
        if len(texts) > MOST_VALUES:
            words = _("At most %(count)s values, not %(actual)s.", count=MOST_VALUES, actual=len(texts))
            raise BadRequest(f"{name}: {words}")
        return texts

    def numbers(self, name: str) -> list[int] | None:
        """Ids separated by commas; what can be no id finds nothing. None when none is given."""
        texts = self.texts(name)
        return None if texts is None else whole_numbers(texts)

    def whole(self, name: str) -> int | None:
        """A whole number, None when it is not given."""
        text = self._values.get(name)
        try:
            return whole_number(text) if text else None
        except ValueError:
            raise BadRequest(_("%(name)s must be a whole number.", name=name)) from None

    def flag(self, name: str) -> bool:
        """Whether the filter is `true`; `false` and nothing say that it is not used."""
        return bool(self.choice(name))

    def choice(self, name: str) -> bool | None:
        """`true` or `false`, None when it is not given."""
        text = self._values.get(name, "").lower()
        if text not in ("", "true", "false"):
            raise BadRequest(_("%(name)s is true or false.", name=name))
        return None if text == "" else text == "true"

    def moment(self, name: str) -> datetime | None:
        """A date and time, None when it is not given."""
        text = self._values.get(name)
        return read_moment(name, text) if text else None


def read_moment(name: str, text: str) -> datetime:
    """A moment in ISO 8601 with an offset.

    Raises:
        BadRequest: it is something else.
    """
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign that was not encoded
    except ValueError:
        raise BadRequest(_("%(name)s must be a date and time in ISO 8601.", name=name)) from None
    if moment.tzinfo is None:
        raise BadRequest(_("%(name)s needs an offset, such as +0000.", name=name))
    if not 1000 <= moment.year <= 9000:  # in UTC too it is a year that databases know
        raise BadRequest(_("%(name)s must be a date and time in ISO 8601.", name=name))
    return moment


def window() -> tuple[int, int]:
    """The first result and the number of results that are asked for, at most `MOST_RESULTS`."""
    return number_argument("firstResult", 0), min(number_argument("maxResults", MOST_RESULTS), MOST_RESULTS)


def sorting(known: Mapping[str, Any], default: str) -> tuple[Any, bool]:
    """What is sorted by, and whether descending.

    Raises:
        BadRequest: this cannot be sorted by.
    """
    name = request.args.get("sortBy") or default
    order = request.args.get("sortOrder") or "asc"
    if name not in known:
        raise BadRequest(_("sortBy is one of %(names)s.", names=", ".join(known)))
    if order not in ("asc", "desc"):
        raise BadRequest(_("sortOrder is asc or desc."))
    return known[name], order == "desc"


def paged(statement: Statement, sorts: Mapping[str, tuple[Any, ...]], default: str) -> Statement:
    """The page of a list that is asked for; each sort ends with a key that is unique."""
    columns, descending = sorting(sorts, default)
    first, count = window()
    ordered = statement.order_by(*(column.desc() if descending else column.asc() for column in columns))
    return ordered.limit(count).offset(first)
