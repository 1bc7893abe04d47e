"""How a setting is declared: its name, what it takes, what it means; read once, at start, from the environment."""

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environs import Env, EnvError, EnvValidationError
from flask import Flask, current_app
from marshmallow import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

PREFIX = "DEALFLOW_"
_KEY = "dealflow.settings"
_FRIENDLIER = {"Not a valid boolean.": "takes yes or no.", "Not a valid integer.": "takes a whole number."}
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


class SettingsError(Exception):
    """A setting in the environment cannot be used; the words name the variable and what it takes."""


@dataclass(frozen=True)
class Setting:
    """One variable of the environment.

    Attributes:
        name: of the variable; begins with `DEALFLOW_`.
        kind: `str`, `int`, `bool` or `list` (of texts, with commas between them).
        default: the value where the variable is not set.
        takes: what may be given, for people.
        words: what it means, for people.
        secret: its value is never shown.
        default_words: the default for people, where the value does not say it.
        check: given the value, raises `marshmallow.ValidationError` when it cannot be used.
    """

    name: str
    kind: type
    default: Any
    takes: str
    words: str
    secret: bool = False
    default_words: str = ""
    check: Callable[[Any], None] | None = None

    def read(self, env: Env) -> Any:
        """The value; what is wrong is kept in `env`."""
        value = getattr(env, self.kind.__name__)(self.name, self.default, validate=self.check)
        return tuple(filter(None, value or ())) if self.kind is list else value

    def shown(self, value: Any) -> str:
        """A value as people write it."""
        if self.kind is bool:
            return "yes" if value else "no"
        return ",".join(value) if self.kind is list else str(value)


def read_declared(declared: Iterable[Setting]) -> dict[str, Any]:
    """The values by name of the variable.

    Raises:
        SettingsError: a variable is set to something that it does not take; all of them are named.
    """
    env = Env(eager=False)
    values = {each.name: each.read(env) for each in declared}
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(_in_words(error)) from None
    except EnvError as error:
        raise SettingsError(str(error)) from None
    return values


def register_setting(app: Flask, setting: Setting) -> None:
    """Declare a setting of a package, in its `init_app`; the same name again replaces it.

    It is read when all packages are there; `setting_value` gives it from then on.

    Raises:
        ValueError: the name does not begin with `DEALFLOW_`.
    """
    if not setting.name.startswith(PREFIX):
        raise ValueError(f"the setting {setting.name} must begin with {PREFIX}")
    app.extensions.setdefault(_KEY, {})[setting.name] = (setting, setting.default)


def read_package_settings(app: Flask) -> None:
    """Read what packages have declared.

    Raises:
        SettingsError: a variable is set to something that it does not take; all of them are named.
    """
    declared = [setting for setting, _value in app.extensions.get(_KEY, {}).values()]
    values = read_declared(declared)
    app.extensions[_KEY] = {each.name: (each, values[each.name]) for each in declared}


def package_settings() -> Sequence[tuple[Setting, Any]]:
    """The settings that packages have declared, with their values."""
    return list(current_app.extensions.get(_KEY, {}).values())


def setting_value(name: str) -> Any:
    """The value of a setting that a package has declared.

    Raises:
        KeyError: nobody has declared it.
    """
    return current_app.extensions[_KEY][name][1]


def refuse_undeclared(app: Flask, core: Iterable[Setting]) -> None:
    """Refuse a variable that nobody has declared: it would be ignored, and nobody would see why.

    Raises:
        SettingsError: there is one; all of them are named.
    """
    known = {each.name for each in core} | app.extensions.get(_KEY, {}).keys()
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError("\n  ".join([_HEAD, *(f"{name}: {_nobody_reads(name, known)}" for name in unknown)]))


_HEAD = "These settings cannot be used:"


def _nobody_reads(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.75)
    instead = f"Did you mean {close[0]}?" if close else "Take it away, or load the package that reads it."
    return f"there is no such setting. {instead}"


def _in_words(error: EnvValidationError) -> str:
    messages = error.error_messages
    assert isinstance(messages, Mapping), "read together, faults are told by variable"
    lines = [
        f"{name}: {' '.join(_FRIENDLIER.get(str(problem), str(problem)) for problem in problems)}"
        for name, problems in messages.items()
    ]
    return "\n  ".join([_HEAD, *lines])


def between(unit: str, low: int, high: int) -> Callable[[int], None]:
    """The check of a whole number."""

    def check(value: int) -> None:
        if not low <= value <= high:
            raise ValidationError(f"takes {unit} from {low} to {high}, not {value}.")

    return check


def one_of(*choices: str) -> Callable[[str], None]:
    """The check of a choice."""

    def check(value: str) -> None:
        if value not in choices:
            raise ValidationError(f"takes one of {', '.join(choices)}, not {value!r}.")

    return check


def host_names(values: list[str]) -> None:
    """The check of names of hosts."""
    wrong = [value for value in values if value and not _HOST.fullmatch(value)]
    if wrong:
        raise ValidationError(f"takes names of hosts such as crm.example.com, separated by commas, not {wrong[0]!r}.")


def known_zone(value: str) -> None:
    """The check of a time zone."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValidationError(f"takes an IANA time zone such as Europe/Moscow, not {value!r}.") from None


def known_database(value: str) -> None:
    """The check of an address of a database. The value itself is not repeated: it may hold a password."""
    try:
        known = not value or make_url(value).get_backend_name() in ("sqlite", "postgresql", "postgres")
    except ArgumentError:
        known = False
    if not known:
        raise ValidationError("takes an address such as postgresql://user:password@host/name or sqlite:////path/file.")
