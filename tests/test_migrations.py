"""The migrations make the tables that the models describe, and the application starts on them, on both databases."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select, text
from sqlalchemy.exc import DBAPIError

from app.access.models import Membership, Person
from app.access.passwords import hash_password
from app.access.security_log import note
from app.cli.prepare import ROOT
from app.db import Base, db
from app.factory import create_app
from tests.applications import make_settings

MIGRATIONS = str(ROOT / "migrations")


@pytest.fixture
def empty(request, database, tmp_path):
    """An application on an empty database."""
    url = {} if database == "sqlite" else {"database_url": request.getfixturevalue("postgresql_url")}
    application = create_app(make_settings(tmp_path, **url))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


def test_migrating_an_empty_database_gives_the_tables_of_the_models(empty):
    """With their columns, types, nullability, defaults, keys and indexes."""
    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True, "include_object": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_migrations_are_named_by_number_and_subject():
    scripts = list(ScriptDirectory(MIGRATIONS).walk_revisions())[::-1]
    numbers = [f"{number:04}" for number in range(1, len(scripts) + 1)]
    assert [script.revision for script in scripts] == numbers
    names = [Path(script.path).stem for script in scripts]
    assert [name[:5] for name in names] == [f"{number}_" for number in numbers]
    assert [script.revision for script in scripts if not script.doc.strip()] == []


def _is_ours(_table, name: str, *_rest) -> bool:
    return not name.startswith("sample_")  # of the tests, in the same metadata


def test_tables_whose_ids_are_kept_by_the_history_never_give_them_again(empty):
    upgrade(directory=MIGRATIONS)
    if db.engine.dialect.name == "postgresql":
        return  # sequences only go up
    ours = [table for table in Base.metadata.tables.values() if _is_ours(table, table.name)]
    wanted = {table.name for table in ours if table.dialect_options["sqlite"]["autoincrement"]}
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        assert {row.name for row in rows} == wanted
    assert {"deal", "lead", "counterparty", "process_instance"} <= wanted


def test_every_migration_can_be_taken_back(empty):
    upgrade(directory=MIGRATIONS)
    downgrade(directory=MIGRATIONS, revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def test_who_still_has_the_password_of_the_demo_data_is_known_and_keeps_the_groups(empty):
    upgrade(directory=MIGRATIONS, revision="0006")
    with db.engine.begin() as connection:
        connection.execute(text("INSERT INTO person_group (id, name) VALUES ('crm-cco', '{}')"))
        for number, (login, password) in enumerate((("admin", "demo"), ("manager", "my own one"), ("anna", "demo")), 1):
            values = {"id": number, "login": login, "hash": hash_password(password)}
            connection.execute(text(_PERSON_BEFORE), values)
            connection.execute(text("INSERT INTO membership (person_id, group_id) VALUES (:id, 'crm-cco')"), values)
    upgrade(directory=MIGRATIONS)
    assert db.session.scalars(select(Person.login).where(Person.demo_password)).all() == ["admin"]
    assert db.session.scalar(select(func.count()).select_from(Membership)) == 3


_PERSON_BEFORE = """
    INSERT INTO person (id, login, first_name, last_name, middle_name, email, job_title, phone, password_hash, disabled,
        preferences, created_at)
    VALUES (:id, :login, '', '', '', '', '', '', :hash, false, '{}', '2026-01-01 00:00:00')
"""


def test_the_security_log_only_grows_after_migrating(empty):
    upgrade(directory=MIGRATIONS)
    note("exported", "leads")
    for change in ("UPDATE security_event SET subject = 'x'", "DELETE FROM security_event"):
        with pytest.raises(DBAPIError, match="append-only"), db.engine.begin() as connection:
            connection.execute(text(change))


def test_the_words_of_records_are_folded(empty):
    upgrade(directory=MIGRATIONS, revision="0011")
    with db.engine.begin() as connection:
        connection.execute(text(_COUNTERPARTY_BEFORE))
    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        words = connection.execute(text("SELECT search_text FROM counterparty")).scalar_one()
    assert words == "ооо «семен» +7 (495) 123-45-67 петр 4951234567"


_COUNTERPARTY_BEFORE = """
    INSERT INTO counterparty (full_organization_name, ceo_name, search_text, created_at, modified_at, revision, custom)
    VALUES ('ООО «Семён»', 'Пётр', 'ооо «семён» +7 (495) 123-45-67', '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1,
        '{}')
"""


def test_the_bank_of_a_counterparty_becomes_a_row_and_its_letters_have_an_address(empty):
    upgrade(directory=MIGRATIONS, revision="0015")
    with db.engine.begin() as connection:
        for each in (_ORGANISATION_BEFORE, _PROPRIETOR_BEFORE):
            connection.execute(text(_WITH_BANK_BEFORE), _WITHOUT | each)
    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        accounts = connection.execute(text("SELECT record_type, record_id, bank_id, account_number FROM bank_account"))
        assert accounts.all() == [("counterparty", 1, "044525225", "40702810438000060473")]
        numbers = connection.execute(text("SELECT ogrn, ogrnip, mailing_address FROM counterparty ORDER BY id"))
        assert numbers.all() == [("1027700132195", None, "Москва"), (None, "304500116000157", "Тула")]

    downgrade(directory=MIGRATIONS, revision="0015")
    with db.engine.connect() as connection:
        before = connection.execute(text("SELECT ogrn, bank_id, account_number FROM counterparty ORDER BY id"))
        assert before.all() == [
            ("1027700132195", "044525225", "40702810438000060473"),
            ("304500116000157", None, None),
        ]


_WITHOUT = {"post_address": None, "bank_id": None, "account": None}
_ORGANISATION_BEFORE = {
    "id": 1,
    "ogrn": "1027700132195",
    "address": "Москва",
    "bank_id": "044525225",
    "account": "40702810438000060473",
}
_PROPRIETOR_BEFORE = {"id": 2, "ogrn": "304500116000157", "address": "Калуга", "post_address": "Тула"}
_WITH_BANK_BEFORE = """
    INSERT INTO counterparty (id, full_organization_name, ogrn, juridical_address, post_address, bank_id,
        account_number, search_text, created_at, modified_at, revision, custom)
    VALUES (:id, 'ООО «Семён»', :ogrn, :address, :post_address, :bank_id, :account, '', '2026-01-01 00:00:00',
        '2026-01-01 00:00:00', 1, '{}')
"""
