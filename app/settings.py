"""The settings: read once at start from the environment, typed, a wrong one is named."""

from dataclasses import dataclass
from pathlib import Path

from app.core_settings import CORE
from app.data_folder import kept_secret, open_data_folder
from app.declared_settings import PREFIX, SettingsError, read_declared

__all__ = ["Settings", "SettingsError", "read_settings"]


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations (see docs/settings.md).

    Attributes:
        host: address the server listens on (`DEALFLOW_HOST`).
        port: TCP port the server listens on (`DEALFLOW_PORT`).
        data: folder of the database, the documents and the logs (`DEALFLOW_DATA`).
        database_url: SQLAlchemy address of the database (`DATABASE_URL`).
        demo: load the demo data at the first start (`DEALFLOW_DEMO`).
        demo_year: with the demo data, a year of work more (`DEALFLOW_DEMO_YEAR`).
        secret_key: signs cookies (`DEALFLOW_SECRET_KEY`); made and kept in `data` when not given.
        language: `ru` or `en`, for people who have not chosen (`DEALFLOW_LANGUAGE`).
        time_zone: IANA zone for people who have not chosen (`DEALFLOW_TIME_ZONE`).
        secure_cookies: send cookies over HTTPS only (`DEALFLOW_SECURE_COOKIES`).
        upload_limit: largest accepted request body where no files of records come, in MiB (`DEALFLOW_UPLOAD_LIMIT`).
        step_limit: engine steps that one command may take (`DEALFLOW_STEP_LIMIT`).
        command_time: seconds that one command may take (`DEALFLOW_COMMAND_TIME`).
        multi_instance_limit: runs of one multi-instance activity (`DEALFLOW_MULTI_INSTANCE_LIMIT`).
        timer_interval: seconds that must lie between two rounds of a timer (`DEALFLOW_TIMER_INTERVAL`).
        deployment_limit: largest deployment, in MiB (`DEALFLOW_DEPLOYMENT_LIMIT`).
        deployment_time: seconds that reading and checking a deployment may take (`DEALFLOW_DEPLOYMENT_TIME`).
        waiting_limit: publications of one person that may wait for an administrator (`DEALFLOW_WAITING_LIMIT`).
        element_limit: XML elements that a diagram that is deployed may have (`DEALFLOW_ELEMENT_LIMIT`).
        clock_interval: seconds between two looks at due timers; 0 switches the clock off (`DEALFLOW_CLOCK_INTERVAL`).
        threads: requests served at the same time (`DEALFLOW_THREADS`).
        trusted_proxies: reverse proxies in front of the server whose X-Forwarded headers are believed
            (`DEALFLOW_TRUSTED_PROXIES`).
        allowed_hosts: names under which the server may be asked, with `.example.com` for all below; none = any
            (`DEALFLOW_ALLOWED_HOSTS`).
        session_idle: minutes after which a session that nobody uses ends (`DEALFLOW_SESSION_IDLE`).
        session_lifetime: hours after which a session ends in any case (`DEALFLOW_SESSION_LIFETIME`).
        packages: Python packages with record types of this installation's own (`DEALFLOW_PACKAGES`).
        file_limit: largest file of a record, and all files of one request together, in MiB (`DEALFLOW_FILE_LIMIT`).
        merge_undo_days: how long a merge of two records can be undone (`DEALFLOW_MERGE_UNDO_DAYS`).
        file_grace: hours for which a file that nothing refers to is kept (`DEALFLOW_FILE_GRACE`).
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
    demo_year: bool = False
    command_time: int = 10
    multi_instance_limit: int = 1000
    timer_interval: int = 60
    deployment_limit: int = 2
    deployment_time: int = 20
    waiting_limit: int = 20
    element_limit: int = 8000
    trusted_proxies: int = 0
    allowed_hosts: tuple[str, ...] = ()
    session_idle: int = 720
    session_lifetime: int = 168
    packages: tuple[str, ...] = ()
    file_limit: int = 100
    merge_undo_days: int = 30
    file_grace: int = 168


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        SettingsError: a variable is set to something that it does not take; all of them are named.
    """
    values = {name.removeprefix(PREFIX).lower(): value for name, value in read_declared(CORE).items()}
    data = Path(values.pop("data")).resolve()
    values["database_url"] = _with_driver(values["database_url"]) or f"sqlite:///{data / 'dealflow.sqlite3'}"
    try:
        open_data_folder(data)
        values["secret_key"] = values["secret_key"] or kept_secret(data / "secret.key")
    except OSError as error:
        words = f"DEALFLOW_DATA: the folder {data} cannot be used: {error.strerror}."
        raise SettingsError(f"These settings cannot be used:\n  {words}") from None
    return Settings(data=data, **values)


def _with_driver(url: str) -> str:
    """Name the installed PostgreSQL driver, so that the usual short addresses work."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
