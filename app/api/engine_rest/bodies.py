"""Members of a request's body in the dialect, each of the type that it must have; null is as if it were not there."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from marshmallow import Schema, ValidationError, fields
from marshmallow import missing as not_given

from app.api.bodies import UnknownMember, Words
from app.api.engine_rest.variables import read_variable
from app.api.errors import BadRequest
from app.i18n import gettext as _

LONGEST_TEXT = 4000
MOST_MEMBERS = 500
_LARGEST = 2**31 - 1


def is_missing(place: str) -> str:
    """Words for a member that must be there."""
    return _("%(name)s is missing.", name=place)


def _must_be_text(place: str) -> str:
    return _("%(name)s must be a text.", name=place)


def _must_be_flag(place: str) -> str:
    return _("%(name)s is true or false.", name=place)


def _must_be_number(least: int, largest: int, place: str) -> str:
    return _("%(name)s must be a whole number from %(least)s to %(largest)s.", name=place, least=least, largest=largest)


def _must_be_list(most: int, place: str) -> str:
    return _("%(name)s must be a list of at most %(count)s members.", name=place, count=most)


def _must_be_texts(place: str) -> str:
    return _("%(name)s must be a list of texts.", name=place)


def _refused(words: Words) -> ValidationError:
    return ValidationError([words])


class _Member(fields.Field[Any]):
    """A member of a body. One that is null, or left out, has the default; one that must be there is then missing."""

    empty: tuple[Any, ...] = (not_given, None)

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **more: Any) -> Any:
        if not isinstance(value, Mapping | list) and any(value is each or value == each for each in self.empty):
            if self.required:
                raise _refused(is_missing)
            return self.load_default
        return self._deserialize(value, attr, data, **more)


class Text(_Member, fields.String):
    """A text of at most `longest` characters; an empty one is as if it were not there."""

    empty = (not_given, None, "")

    def __init__(self, longest: int = LONGEST_TEXT, **more: Any) -> None:
        given = more if more.get("required") else {"load_default": None}
        super().__init__(metadata={"maxLength": longest}, **given)
        self.longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        if not isinstance(value, str):
            raise _refused(_must_be_text)
        if len(value) > self.longest:
            words = _("At most %(count)s characters, not %(actual)s.", count=self.longest, actual=len(value))
            raise _refused(lambda place: f"{place}: {words}")
        return value


class Flag(_Member, fields.Boolean):
    """`true` or `false`, nothing that only looks like one."""

    def __init__(self, default: bool = False, **more: Any) -> None:
        given = more if more.get("required") else {"load_default": default, "allow_none": True}
        super().__init__(**given)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> bool:
        if not isinstance(value, bool):
            raise _refused(_must_be_flag)
        return value


class Whole(_Member, fields.Integer):
    """A whole number between two bounds."""

    def __init__(self, least: int = 0, largest: int = _LARGEST, **more: Any) -> None:
        given = more if more.get("required") else {"load_default": None}
        super().__init__(metadata={"minimum": least, "maximum": largest}, **given)
        self.least, self.largest = least, largest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.largest:
            raise _refused(partial(_must_be_number, self.least, self.largest))
        return value


class Texts(_Member, fields.List[str]):
    """A list of texts."""

    def __init__(self) -> None:
        super().__init__(fields.String(), load_default=None, metadata={"maxItems": MOST_MEMBERS})

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) > MOST_MEMBERS:
            raise _refused(partial(_must_be_list, MOST_MEMBERS))
        if not all(isinstance(each, str) for each in value):
            raise _refused(_must_be_texts)
        return value


class Objects(_Member, fields.List[dict[str, Any]]):
    """A list of objects of one schema."""

    def __init__(self, schema: type[Schema], most: int) -> None:
        super().__init__(fields.Nested(schema), load_default=list, allow_none=True, metadata={"maxItems": most})
        self.most = most

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **more: Any) -> Any:
        if value is not_given or value is None:
            return []
        if not isinstance(value, list) or len(value) > self.most:
            raise _refused(partial(_must_be_list, self.most))
        return self._deserialize(value, attr, data, **more)


class TypedValue(Schema):
    """A variable in Camunda's form; without a type it is the value as JSON has it."""

    value = fields.Raw(required=True, allow_none=True)
    type = fields.String(allow_none=True)
    valueInfo = fields.Dict(keys=fields.String(), allow_none=True)
    local = fields.Boolean(metadata={"enum": [False], "description": "variables belong to the whole process"})


class Variables(_Member, fields.Dict):
    """Variables by name, each read as its type says."""

    def __init__(self) -> None:
        super().__init__(keys=fields.String(), values=fields.Nested(TypedValue), load_default=dict, allow_none=True)

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **more: Any) -> Any:
        if value is not_given or value is None:
            return {}
        if not isinstance(value, Mapping):
            words = _("Variables are an object: {name: {value, type}}.")
            raise _refused(lambda place: f"{place}: {words}")
        return {str(name): variable(str(name), entry) for name, entry in value.items()}


def variable(name: str, entry: Any) -> Any:
    """The value of one variable, `{"value": …, "type": …}`.

    Raises:
        ValidationError: it is not in that form, has more members, or the value does not fit the type.
    """
    known = TypedValue().load_fields
    for member in entry if isinstance(entry, Mapping) else ():
        if member not in known:
            raise ValidationError({name: {str(member): [UnknownMember(known)]}})
    if isinstance(entry, Mapping) and entry.get("local"):  # only the process has variables
        raise ValidationError({name: {"local": [no_local_variables]}})
    try:
        return read_variable(name, entry)
    except BadRequest as refused:
        words = str(refused.description)
        raise _refused(lambda _place: words) from None


class Absent(_Member, fields.Raw):
    """A member of Camunda's that asks for what is not here: it may be empty, anything else is refused.

    Parameters:
        words: why.
    """

    def __init__(self, words: Words) -> None:
        super().__init__(load_default=None, metadata={"description": "must be empty"})
        self._why = words

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **more: Any) -> Any:
        if value is not not_given and value:
            raise _refused(self._why)
        return None


def no_local_variables(place: str) -> str:
    """Why variables of a part of a process are refused."""
    return _("%(name)s is not known here: variables belong to the whole process.", name=place)


def no_tenants(place: str) -> str:
    """Why a tenant is refused."""
    return _("There are no tenants here.")


class Ignored(_Member, fields.Raw):
    """A member of Camunda's that changes nothing here, such as what is done with Java objects."""

    def __init__(self) -> None:
        super().__init__(load_default=None, metadata={"description": "changes nothing"})
