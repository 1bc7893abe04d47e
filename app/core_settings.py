"""The settings of the application itself, as they are declared; docs/settings.md says the same."""

from app.declared_settings import Setting, between, host_names, known_database, known_zone, one_of

CORE = (
    Setting(
        "DEALFLOW_HOST",
        str,
        "127.0.0.1",
        takes="address",
        words="where the server listens; `0.0.0.0` = on all networks",
    ),
    Setting(
        "DEALFLOW_PORT",
        int,
        5000,
        takes="1–65535",
        words="TCP port",
        check=between("a port", 1, 65535),
    ),
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
    Setting(
        "DEALFLOW_SESSION_IDLE",
        int,
        720,
        takes="5–43200 min",
        words="a session that nobody uses ends after this time",
        check=between("minutes", 5, 43_200),
    ),
    Setting(
        "DEALFLOW_SESSION_LIFETIME",
        int,
        168,
        takes="1–8760 h",
        words=(
            "a session ends after this time in any case; “remember me” lets the browser keep it that long"
            " when it is closed"
        ),
        check=between("hours", 1, 8760),
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
    Setting(
        "DEALFLOW_TRUSTED_PROXIES",
        int,
        0,
        takes="0–10",
        words=(
            "reverse proxies in front of the server whose `X-Forwarded-*` headers are believed; then "
            "nobody else may reach the server directly"
        ),
        check=between("proxies", 0, 10),
    ),
    Setting(
        "DEALFLOW_UPLOAD_LIMIT",
        int,
        10,
        takes="1–1024 MiB",
        words=(
            "largest accepted request body of somebody who has signed in, where no files of records come; "
            "strangers may send 64 KiB and 200 fields"
        ),
        check=between("MiB", 1, 1024),
    ),
    Setting(
        "DEALFLOW_FILE_LIMIT",
        int,
        100,
        takes="1–1024 MiB",
        words="largest file of a record, and all files of one request together",
        check=between("MiB", 1, 1024),
    ),
    Setting(
        "DEALFLOW_FILE_GRACE",
        int,
        168,
        takes="1–8760 h",
        words=(
            "how long a file that nothing refers to is kept: an upload whose form was never sent, a file that was "
            "taken out of its record"
        ),
        check=between("hours", 1, 8760),
    ),
    Setting(
        "DEALFLOW_STEP_LIMIT",
        int,
        2000,
        takes="10–1000000 steps",
        words="engine steps that one command may take before it counts as endless",
        check=between("steps", 10, 1_000_000),
    ),
    Setting(
        "DEALFLOW_COMMAND_TIME",
        int,
        10,
        takes="1–3600 s",
        words=(
            "time that one command (a click, a timer, a message) may take; then it is stopped at the element "
            "that it has reached, nothing of it is kept, and in the background it becomes an incident"
        ),
        check=between("seconds", 1, 3600),
    ),
    Setting(
        "DEALFLOW_MULTI_INSTANCE_LIMIT",
        int,
        1000,
        takes="1–100000 runs",
        words="how often one multi-instance activity may run; a longer list is refused before the first run",
        check=between("runs", 1, 100_000),
    ),
    Setting(
        "DEALFLOW_TIMER_INTERVAL",
        int,
        60,
        takes="1–86400 s",
        words=(
            "time that must lie between two rounds of a repeated timer; a cycle that says less is not "
            "published, one that an expression gives is refused when it is set"
        ),
        check=between("seconds", 1, 86_400),
    ),
    Setting(
        "DEALFLOW_DEPLOYMENT_LIMIT",
        int,
        2,
        takes="1–100 MiB",
        words="size of all files that are published at once",
        check=between("MiB", 1, 100),
    ),
    Setting(
        "DEALFLOW_DEPLOYMENT_TIME",
        int,
        20,
        takes="1–3600 s",
        words="time that reading and checking the files of one publication may take; then nothing of it is published",
        check=between("seconds", 1, 3600),
    ),
    Setting(
        "DEALFLOW_WAITING_LIMIT",
        int,
        20,
        takes="1–1000 publications",
        words="how many publications of one person may wait for an administrator at the same time",
        check=between("publications", 1, 1000),
    ),
    Setting(
        "DEALFLOW_ELEMENT_LIMIT",
        int,
        8000,
        takes="100–100000 elements",
        words="XML elements of one diagram, its picture among them (the shipped ones have up to 850)",
        check=between("elements", 100, 100_000),
    ),
    Setting(
        "DEALFLOW_CLOCK_INTERVAL",
        int,
        5,
        takes="0–3600 s",
        words="time between two looks at due timers; 0 switches the clock off",
        check=between("seconds", 0, 3600),
    ),
    Setting(
        "DEALFLOW_PACKAGES",
        list,
        (),
        takes="Python packages, with commas between them",
        words="record types of this installation's own, see [developers.md](developers.md)",
    ),
    Setting(
        "DEALFLOW_THREADS",
        int,
        8,
        takes="1–256",
        words="requests served at the same time",
        check=between("threads", 1, 256),
    ),
)
