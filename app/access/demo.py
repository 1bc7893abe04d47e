"""The people of the demo data. Each one's password is `demo`, and it lets them in in demo mode only."""

from dataclasses import dataclass

from sqlalchemy import select

from app.access.commands import add_person, ensure_shipped_groups, update_person
from app.access.models import Person
from app.db import db
from app.i18n import Words, localized
from app.i18n import lazy_gettext as _

PASSWORD = "demo"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to try Dealflow as."""

    login: str
    first_name: str
    last_name: str
    middle_name: str
    job_title: Words
    groups: tuple[str, ...] = ()
    line_manager: str | None = None


PEOPLE = (
    DemoPerson(
        "manager",
        "Станислав",
        "Усачёв",
        "Игоревич",
        _("Senior sales manager"),
        ("crm-cco",),
        "director",
    ),
    DemoPerson(
        "manager2",
        "Эльвира",
        "Даниленко",
        "Сергеевна",
        _("Sales manager"),
        ("crm-cco",),
        "manager",
    ),
    DemoPerson(
        "director",
        "Борис",
        "Алексеев",
        "Павлович",
        _("Commercial director"),
        ("crm-manager",),
    ),
    DemoPerson("observer", "София", "Мудрович", "Андреевна", _("Lawyer")),
    DemoPerson(
        "analyst",
        "Вениамин",
        "Иванов",
        "Олегович",
        _("Business analyst"),
        ("analysts",),
    ),
    DemoPerson(
        "admin",
        "Павел",
        "Эльбрусов",
        "Дмитриевич",
        _("Administrator"),
        ("crm-administrators",),
    ),
)


def load_people() -> dict[str, int]:
    """Add the demo people and the shipped groups unless they are there.

    Returns:
        The id of each demo person by login.
    """
    ensure_shipped_groups()
    ids = _present()
    for person in PEOPLE:
        if person.login not in ids:
            ids[person.login] = _add(person)
    for person in PEOPLE:
        if person.line_manager:
            update_person(ids[person.login], line_manager_id=ids[person.line_manager])
    return ids


def has_demo_passwords() -> bool:
    """Whether somebody still has the password of the demo data."""
    return db.session.scalar(select(Person.id).where(Person.demo_password.is_(True)).limit(1)) is not None


def _present() -> dict[str, int]:
    logins = [person.login for person in PEOPLE]
    rows = db.session.execute(select(Person.login, Person.id).where(Person.login.in_(logins)))
    return dict(rows.all())


def _add(person: DemoPerson) -> int:
    added = add_person(
        person.login,
        PASSWORD,
        groups=person.groups,
        demo=True,
        first_name=person.first_name,
        last_name=person.last_name,
        middle_name=person.middle_name,
        job_title=localized(person.job_title, "ru"),
        email=f"{person.login}@dealflow.example",
    )
    return added.id
