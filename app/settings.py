"""The settings: read once at start from the environment, typed, a wrong one is named."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from environs import Env, EnvError, EnvValidationError
from marshmallow import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.data_folder import kept_secret, open_data_folder

_FRIENDLIER = {"Not a valid boolean.": "takes yes or no.", "Not a valid integer.": "takes a whole number."}


class SettingsError(Exception):
    """A setting in the environment cannot be used; the words name the variable and what it takes."""


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations (see docs/settings.md).

    Attributes:
        host: address the server listens on (`DEALFLOW_HOST`).
        port: TCP port the server listens on (`DEALFLOW_PORT`).
        data: folder of the database, the documents and the logs (`DEALFLOW_DATA`).
        database_url: SQLAlchemy address of the database (`DATABASE_URL`).
        demo: load the demo data at the first start (`DEALFLOW_DEMO`).
        secret_key: signs cookies (`DEALFLOW_SECRET_KEY`); made and kept in `data` when not given.
        language: `ru` or `en`, for people who have not chosen (`DEALFLOW_LANGUAGE`).
        time_zone: IANA zone for people who have not chosen (`DEALFLOW_TIME_ZONE`).
        secure_cookies: send cookies over HTTPS only (`DEALFLOW_SECURE_COOKIES`).
        upload_limit: largest accepted request body, in MiB (`DEALFLOW_UPLOAD_LIMIT`).
        step_limit: engine steps that one command may take (`DEALFLOW_STEP_LIMIT`).
        clock_interval: seconds between two looks at due timers; 0 switches the clock off (`DEALFLOW_CLOCK_INTERVAL`).
        threads: requests served at the same time (`DEALFLOW_THREADS`).
        trusted_proxies: reverse proxies in front of the server whose X-Forwarded headers are believed
            (`DEALFLOW_TRUSTED_PROXIES`).
        allowed_hosts: names under which the server may be asked, with `.example.com` for all below; none = any
            (`DEALFLOW_ALLOWED_HOSTS`).
        session_idle: minutes after which a session that nobody uses ends (`DEALFLOW_SESSION_IDLE`).
        session_lifetime: hours after which a session ends in any case (`DEALFLOW_SESSION_LIFETIME`).
        packages: Python packages with record types of this installation's own (`DEALFLOW_PACKAGES`).
    """

    host: str
    port: int
    data: Path
    database_url: str
    demo: bool
    secret_key: str
    language: str
    time_zone: str
    secure_cookies: bool
    upload_limit: int
    step_limit: int
    clock_interval: int
    threads: int
    trusted_proxies: int = 0
    allowed_hosts: tuple[str, ...] = ()
    session_idle: int = 720
    session_lifetime: int = 168
    packages: tuple[str, ...] = ()


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: a variable is set to something that it does not take; all of them are named.
    """
    env = Env(eager=False)
    folder = env.str("DEALFLOW_DATA", "instance")
    values: dict[str, Any] = {
        "host": env.str("DEALFLOW_HOST", "127.0.0.1"),
        "port": env.int("DEALFLOW_PORT", 5000, validate=_between("a port", 1, 65535)),
        "database_url": env.str("DATABASE_URL", "", validate=_known_database),
        "demo": env.bool("DEALFLOW_DEMO", False),
        "secret_key": env.str("DEALFLOW_SECRET_KEY", ""),
        "language": env.str("DEALFLOW_LANGUAGE", "ru", validate=_one_of("ru", "en")),
        "time_zone": env.str("DEALFLOW_TIME_ZONE", "Europe/Moscow", validate=_known_zone),
        "secure_cookies": env.bool("DEALFLOW_SECURE_COOKIES", False),
        "upload_limit": env.int("DEALFLOW_UPLOAD_LIMIT", 10, validate=_between("MiB", 1, 1024)),
        "step_limit": env.int("DEALFLOW_STEP_LIMIT", 2000, validate=_between("steps", 10, 1_000_000)),
        "clock_interval": env.int("DEALFLOW_CLOCK_INTERVAL", 5, validate=_between("seconds", 0, 3600)),
        "threads": env.int("DEALFLOW_THREADS", 8, validate=_between("threads", 1, 256)),
        "trusted_proxies": env.int("DEALFLOW_TRUSTED_PROXIES", 0, validate=_between("proxies", 0, 10)),
        "allowed_hosts": tuple(env.list("DEALFLOW_ALLOWED_HOSTS", [], validate=_host_names) or ()),
        "session_idle": env.int("DEALFLOW_SESSION_IDLE", 720, validate=_between("minutes", 5, 43_200)),
        "session_lifetime": env.int("DEALFLOW_SESSION_LIFETIME", 168, validate=_between("hours", 1, 8760)),
    }
    values["packages"] = tuple(filter(None, env.list("DEALFLOW_PACKAGES", "")))
    _refuse_misspelt(values)
    try:
        env.seal()
    except EnvValidationError as error:
        raise SettingsError(_in_words(error)) from None
    except EnvError as error:
        raise SettingsError(str(error)) from None
    data = Path(folder).resolve()
    values["database_url"] = _with_driver(values["database_url"]) or f"sqlite:///{data / 'dealflow.sqlite3'}"
    try:
        open_data_folder(data)
        values["secret_key"] = values["secret_key"] or kept_secret(data / "secret.key")
    except OSError as error:
        words = f"DEALFLOW_DATA: the folder {data} cannot be used: {error.strerror}."
        raise SettingsError(f"These settings cannot be used:\n  {words}") from None
    return Settings(data=data, **values)


def _refuse_misspelt(values: Mapping[str, object]) -> None:
    """A variable whose name is nearly that of a setting would be ignored, and nobody would see why."""
    known = {f"DEALFLOW_{name.upper()}" for name in (*values, "data") if name != "database_url"}
    found = {name: get_close_matches(name, known, n=1, cutoff=0.85) for name in os.environ if name not in known}
    lines = [
        f"{name}: there is no such setting. Did you mean {close[0]}?"
        for name, close in found.items()
        if close and name.startswith("DEALFLOW_")
    ]
    if lines:
        raise SettingsError("These settings cannot be used:\n  " + "\n  ".join(lines))


def _known_database(value: str) -> None:
    """The value itself is not repeated: it may hold a password."""
    try:
        known = not value or make_url(value).get_backend_name() in ("sqlite", "postgresql", "postgres")
    except ArgumentError:
        known = False
    if not known:
        raise ValidationError("takes an address such as postgresql://user:password@host/name or sqlite:////path/file.")


def _in_words(error: EnvValidationError) -> str:
    by_name = error.error_messages
    assert isinstance(by_name, Mapping), "read together, faults are told by variable"
    lines = [
        f"{name}: {' '.join(_FRIENDLIER.get(str(problem), str(problem)) for problem in problems)}"
        for name, problems in by_name.items()
    ]
    return "These settings cannot be used:\n  " + "\n  ".join(lines)


def _between(unit: str, low: int, high: int) -> Callable[[int], None]:
    def check(value: int) -> None:
        if not low <= value <= high:
            raise ValidationError(f"takes {unit} from {low} to {high}, not {value}.")

    return check


def _one_of(*choices: str) -> Callable[[str], None]:
    def check(value: str) -> None:
        if value not in choices:
            raise ValidationError(f"takes one of {', '.join(choices)}, not {value!r}.")

    return check


_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)


def _host_names(values: list[str]) -> None:
    wrong = [value for value in values if not _HOST.fullmatch(value)]
    if wrong:
        raise ValidationError(f"takes names of hosts such as crm.example.com, separated by commas, not {wrong[0]!r}.")


def _known_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValidationError(f"takes an IANA time zone such as Europe/Moscow, not {value!r}.") from None


def _with_driver(url: str) -> str:
    """Name the installed PostgreSQL driver, so that the usual short addresses work."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
