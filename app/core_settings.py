"""The settings of the application itself, as they are declared; docs/settings.md says the same."""

from app.declared_settings import Setting, between, host_names, known_database, known_zone, one_of

# How a unit is written after a range; nothing after what needs none.
_UNITS = {"minutes": "min", "seconds": "s", "hours": "h", "a port": "", "threads": "", "proxies": ""}


def _whole(name: str, default: int, limits: tuple[int, int], what: str, words: str) -> Setting:
    """A setting that takes a whole number.

    Parameters:
        limits: the smallest and the largest one.
        what: of which there are so many.
    """
    low, high = limits
    takes = f"{low}–{high} {_UNITS.get(what, what)}".rstrip()
    return Setting(name, int, default, takes=takes, words=words, check=between(what, low, high))


CORE = (
    Setting(
        "DEALFLOW_HOST",
        str,
        "127.0.0.1",
        takes="address",
        words="where the server listens; `0.0.0.0` = on all networks",
    ),
    _whole("DEALFLOW_PORT", 5000, (1, 65535), "a port", "TCP port"),
    Setting(
        "DEALFLOW_DATA",
        str,
        "instance",
        takes="folder",
        words="database, documents, logs, the kept secret key",
    ),
    Setting(
        "DATABASE_URL",
        str,
        "",
        takes="SQLAlchemy address",
        words=(
            "`postgresql://user:password@host/name` for PostgreSQL (with ICU collations, as all common builds have)"
        ),
        default_words="SQLite in the data folder",
        secret=True,
        check=known_database,
    ),
    Setting(
        "DEALFLOW_DEMO",
        bool,
        False,
        takes="yes, no",
        words=(
            "load the demo data at the first start; the sign-in page lists the demo people. Without it "
            "nobody comes in with a demo password, also where demo data were loaded before"
        ),
        default_words="no (`make run`: yes)",
    ),
    Setting(
        "DEALFLOW_DEMO_YEAR",
        bool,
        False,
        takes="yes, no",
        words="with the demo data, a year of work more: hundreds of leads, deals, orders and payments; takes a minute",
        default_words="no (`make run`: yes)",
    ),
    Setting(
        "DEALFLOW_SECRET_KEY",
        str,
        "",
        takes="text",
        words="signs cookies; the same on all servers of an installation",
        default_words="made at the first start, kept in the data folder",
        secret=True,
    ),
    Setting(
        "DEALFLOW_LANGUAGE",
        str,
        "ru",
        takes="`ru`, `en`",
        words="for people who have not chosen and whose browser says nothing",
        check=one_of("ru", "en"),
    ),
    Setting(
        "DEALFLOW_TIME_ZONE",
        str,
        "Europe/Moscow",
        takes="IANA zone",
        words="for people who have not chosen",
        check=known_zone,
    ),
    Setting(
        "DEALFLOW_SECURE_COOKIES",
        bool,
        False,
        takes="yes, no",
        words=(
            "send cookies over HTTPS only, under names with `__Host-`, which browsers hold to this one "
            "host; switch it on behind HTTPS"
        ),
    ),
    _whole("DEALFLOW_SESSION_IDLE", 720, (5, 43_200), "minutes", "a session that nobody uses ends after this time"),
    _whole(
        "DEALFLOW_SESSION_LIFETIME",
        168,
        (1, 8760),
        "hours",
        "a session ends after this time in any case; “remember me” lets the browser keep it that long"
        " when it is closed",
    ),
    Setting(
        "DEALFLOW_ALLOWED_HOSTS",
        list,
        (),
        takes="names, separated by commas",
        words=(
            "names under which the server may be asked, such as `crm.example.com`; `.example.com` = that "
            "one and all below. Every other name is answered with 400"
        ),
        default_words="any",
        check=host_names,
    ),
    _whole(
        "DEALFLOW_TRUSTED_PROXIES",
        0,
        (0, 10),
        "proxies",
        "reverse proxies in front of the server whose `X-Forwarded-*` headers are believed; then "
        "nobody else may reach the server directly",
    ),
    _whole(
        "DEALFLOW_UPLOAD_LIMIT",
        10,
        (1, 1024),
        "MiB",
        "largest accepted request body of somebody who has signed in, where no files of records come; "
        "strangers may send 64 KiB and 200 fields",
    ),
    _whole(
        "DEALFLOW_FILE_LIMIT", 100, (1, 1024), "MiB", "largest file of a record, and all files of one request together"
    ),
    _whole("DEALFLOW_MERGE_UNDO_DAYS", 30, (1, 365), "days", "how long a merge of two records can be undone"),
    _whole(
        "DEALFLOW_FILE_GRACE",
        168,
        (1, 8760),
        "hours",
        "how long a file that nothing refers to is kept: an upload whose form was never sent, a file that was "
        "taken out of its record",
    ),
    _whole(
        "DEALFLOW_STEP_LIMIT",
        2000,
        (10, 1_000_000),
        "steps",
        "engine steps that one command may take before it counts as endless",
    ),
    _whole(
        "DEALFLOW_COMMAND_TIME",
        10,
        (1, 3600),
        "seconds",
        "time that one command (a click, a timer, a message) may take; then it is stopped at the element "
        "that it has reached, nothing of it is kept, and in the background it becomes an incident",
    ),
    _whole(
        "DEALFLOW_MULTI_INSTANCE_LIMIT",
        1000,
        (1, 100_000),
        "runs",
        "how often one multi-instance activity may run; a longer list is refused before the first run",
    ),
    _whole(
        "DEALFLOW_TIMER_INTERVAL",
        60,
        (1, 86_400),
        "seconds",
        "time that must lie between two rounds of a repeated timer; a cycle that says less is not "
        "published, one that an expression gives is refused when it is set",
    ),
    _whole("DEALFLOW_DEPLOYMENT_LIMIT", 2, (1, 100), "MiB", "size of all files that are published at once"),
    _whole(
        "DEALFLOW_DEPLOYMENT_TIME",
        20,
        (1, 3600),
        "seconds",
        "time that reading and checking the files of one publication may take; then nothing of it is published",
    ),
    _whole(
        "DEALFLOW_WAITING_LIMIT",
        20,
        (1, 1000),
        "publications",
        "how many publications of one person may wait for an administrator at the same time",
    ),
    _whole(
        "DEALFLOW_ELEMENT_LIMIT",
        8000,
        (100, 100_000),
        "elements",
        "XML elements of one diagram, its picture among them (the shipped ones have up to 850)",
    ),
    _whole(
        "DEALFLOW_CLOCK_INTERVAL",
        5,
        (0, 3600),
        "seconds",
        "time between two looks at due timers; 0 switches the clock off",
    ),
    Setting(
        "DEALFLOW_PACKAGES",
        list,
        (),
        takes="Python packages, with commas between them",
        words="record types of this installation's own, see [developers.md](developers.md)",
    ),
    _whole("DEALFLOW_THREADS", 8, (1, 256), "threads", "requests served at the same time"),
)
