"""What can be done to people and groups. Each function is one transaction."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.access import security_log
from app.access.browser_sessions import remove_sessions
from app.access.leaving import give_back, hand_over
from app.access.models import Group, Membership, Person
from app.access.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH, hash_password, is_easily_guessed, password_matches
from app.access.permissions import ADMINISTRATORS
from app.access.signed_in import wait_for_person
from app.access.tokens import remove_tokens
from app.clock import clock
from app.db import db, write_transaction
from app.engine import SYSTEM, Actor, CommandError, UnitOfWork
from app.i18n import gettext as _
from app.i18n import in_every_language, lazy_gettext

LOGIN_PATTERN = re.compile(r"(?![0-9]+$)[a-z0-9][a-z0-9._@-]{0,63}")  # one of digits could be taken for an id
GROUP_PATTERN = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")

SHIPPED_GROUPS = {
    "crm-cco": lazy_gettext("CRM manager"),
    "crm-manager": lazy_gettext("Commercial director"),
    ADMINISTRATORS: lazy_gettext("CRM administrators"),
    "crm-lawyers": lazy_gettext("Lawyers"),
    "crm-accountants": lazy_gettext("Accountants"),
    "crm-clerks": lazy_gettext("Clerks"),
    "analysts": lazy_gettext("Analysts"),
}

_PROFILE = (
    "first_name",
    "last_name",
    "middle_name",
    "email",
    "job_title",
    "phone",
    "language",
    "theme",
    "time_zone",
    "line_manager_id",
    "disabled",
)
# Language, theme and zone are nobody's security.
_NOTED = ("first_name", "last_name", "middle_name", "email", "job_title", "phone", "line_manager_id")


class PeopleError(Exception):
    """The change cannot be made. `field` names what is wrong, `message` says why, in words for a person."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def ensure_shipped_groups() -> None:
    """Add the groups that the shipped lifecycle files name, unless they are there."""
    missing = SHIPPED_GROUPS.keys() - set(db.session.scalars(select(Group.id)))
    if missing:
        with write_transaction():
            db.session.add_all(
                Group(id=key, name=in_every_language(name)) for key, name in SHIPPED_GROUPS.items() if key in missing
            )


def add_person(
    login: str,
    password: str,
    *,
    groups: Iterable[str] = (),
    demo: bool = False,
    must_change_password: bool = False,
    **profile: Any,
) -> Person:
    """Add somebody who may sign in.

    Parameters:
        login: kept in lower case; Latin letters, digits and `._@-`, not digits only.
        password: see `check_password`.
        groups: ids of existing groups.
        demo: the person belongs to the demo data: the password may be anything and is good in demo mode only.
        must_change_password: somebody else knows the password; nothing is open to the person until it is changed.
        profile: columns of `Person`: first_name, last_name, middle_name, email, job_title, phone, language, theme,
            time_zone, line_manager_id, disabled.

    Raises:
        PeopleError: the login is taken or malformed, the password is too short or easily guessed, a group does not
            exist.
    """
    login = login.strip().lower()
    if not LOGIN_PATTERN.fullmatch(login):
        words = _("A login takes Latin letters, digits and . _ @ -, up to 64 characters, and has not only digits.")
        raise PeopleError("login", words)
    if not demo:
        check_password(password, (login, *_names(profile)))
    password_hash = hash_password(password)
    taken = PeopleError("login", _("Somebody already has the login %(login)s.", login=login))
    with write_transaction():
        if db.session.scalar(select(Person.id).where(Person.login == login)) is not None:
            raise taken
        person = Person(
            login=login,
            password_hash=password_hash,
            demo_password=demo,
            must_change_password=must_change_password,
            created_at=clock.now(),
            preferences={},
        )
        _write_profile(person, profile)
        db.session.add(person)
        try:
            db.session.flush()
        except IntegrityError:  # somebody added the same login at the same moment
            raise taken from None
        _write_groups(person.id, groups)
        security_log.note("person-added", login, data={"groups": sorted(groups)})
    return person


def update_person(
    person_id: int,
    *,
    groups: Iterable[str] | None = None,
    successor_id: int | None = None,
    actor: Actor = SYSTEM,
    **profile: Any,
) -> Person:
    """Change the profile and, when given, the groups of a person. See `add_person`.

    Whoever is disabled loses all sessions and tokens; they do not come back when the person does. What they hold goes
    to a successor, or back to those from whom it came; so does what somebody has taken as a member of a group that they
    leave.

    Parameters:
        successor_id: who gets what a disabled person holds; None: tasks go back to those who could take them.
        actor: who makes the change, for the history of what is handed over.

    Raises:
        PeopleError: no such person or group, a circle of line managers, nobody would be left to administer, or the
            successor may not sign in.
    """
    with write_transaction():
        _wait_for_others()
        person = _locked(person_id)
        was_administered = _is_administered()
        before = {name: getattr(person, name) for name in profile}
        _write_profile(person, profile)
        left = _change_groups(person, set(groups)) if groups is not None else frozenset()
        db.session.flush()
        if was_administered and not _is_administered():
            raise PeopleError("groups", _("Somebody must be left who can administer."))
        if person.disabled:
            remove_sessions(person.id)
            remove_tokens(person.id)
            _hand_over(person, successor_id, actor)
        elif left:
            _in_unit(actor, "groups", lambda unit: give_back(unit, person.id, left))
        _note_changes(person, before)
    return person


def _hand_over(person: Person, successor_id: int | None, actor: Actor) -> None:
    successor = db.session.get(Person, successor_id) if successor_id is not None else None
    if successor_id is not None and (successor is None or successor.disabled or successor.id == person.id):
        raise PeopleError("successor_id", _("This person cannot take over: choose somebody who may sign in."))
    _in_unit(actor, "successor_id", lambda unit: hand_over(unit, person.id, successor_id))


def _in_unit(actor: Actor, field: str, work: Callable[[UnitOfWork], None]) -> None:
    """Do something about processes in the transaction that is open; a refusal stands beside the field."""
    unit = UnitOfWork(actor)
    try:
        work(unit)
        unit.finish()
    except CommandError as error:
        raise PeopleError(field, str(error)) from error


def set_password(
    person_id: int,
    password: str,
    *,
    must_change: bool = False,
    keep_session: int | None = None,
    instead_of: str | None = None,
) -> None:
    """Give the person another password; all their sessions and tokens end.

    Parameters:
        must_change: somebody else chose it: the person has to choose their own before anything else.
        keep_session: id of the session that goes on.
        instead_of: hash of the password that the person has given for it.

    Raises:
        PeopleError: no such person, or see `check_password`.
        NotAnyMore: `instead_of` is not in force any more: somebody else was faster.
    """
    person = db.session.get(Person, person_id)
    check_password(password, _names_of(person) if person else ())
    password_hash = hash_password(password)
    with write_transaction():
        person = _locked(person_id)
        if instead_of is not None:
            wait_for_person(person_id, instead_of)
        if password_matches(person.password_hash, password):
            raise PeopleError("password", _("This is the present password: choose another one."))
        person.password_hash = password_hash
        person.demo_password = False
        person.must_change_password = must_change
        sessions, tokens = remove_sessions(person_id, keep_session), remove_tokens(person_id)
        kind = "password-reset" if must_change else "password-changed"
        security_log.note(kind, person.login, data={"sessions": sessions, "tokens": tokens})


def set_preference(person_id: int, name: str, value: Any) -> None:
    """Remember what the person chose on a page (columns, folded widgets); None forgets it."""
    with write_transaction():
        person = _locked(person_id)
        kept = {key: old for key, old in (person.preferences or {}).items() if key != name}
        person.preferences = kept if value is None else kept | {name: value}


def save_group(group_id: str, name: Mapping[str, str], *, new: bool = False) -> Group:
    """Add a group or give it another name.

    Raises:
        PeopleError: the id is malformed, or taken when the group is new, or there is no such group when it is not.
    """
    if new and not GROUP_PATTERN.fullmatch(group_id):
        raise PeopleError("id", _("An id takes Latin letters in lower case, digits, - and _, up to 64 characters."))
    with write_transaction():
        group = db.session.get(Group, group_id)
        if new and group is not None:
            raise PeopleError("id", _("There is already a group with this id."))
        if not new and group is None:
            raise PeopleError("id", _("There is no group %(group)s.", group=group_id))
        if group is None:
            group = Group(id=group_id)
            db.session.add(group)
        group.name = {language: words.strip() for language, words in name.items() if words.strip()}
        security_log.note("group-added" if new else "group-changed", group_id, data={"name": group.name})
    return group


def check_password(password: str, own_words: Iterable[str] = ()) -> None:
    """Refuse a password that is too short, absurdly long or easily guessed.

    Parameters:
        own_words: what others know of the person.

    Raises:
        PeopleError
    """
    if not MINIMUM_LENGTH <= len(password) <= MAXIMUM_LENGTH:
        raise PeopleError(
            "password",
            _("A password has from %(low)s to %(high)s characters.", low=MINIMUM_LENGTH, high=MAXIMUM_LENGTH),
        )
    if is_easily_guessed(password, own_words):
        raise PeopleError(
            "password",
            _(
                "This password is easily guessed: it is common, or made of names, dates or neighbouring keys."
                " Several words that do not belong together are better."
            ),
        )


def _names(profile: Mapping[str, Any]) -> list[str]:
    return [str(profile.get(name) or "") for name in ("first_name", "last_name", "middle_name", "email", "phone")]


def _names_of(person: Person) -> list[str]:
    return [person.login, person.first_name, person.last_name, person.middle_name, person.email, person.phone]


def _locked(person_id: int) -> Person:
    person = db.session.get(Person, person_id, populate_existing=True, with_for_update=True)
    if person is None:
        raise PeopleError("id", _("There is no such person."))
    return person


def _write_profile(person: Person, profile: Mapping[str, Any]) -> None:
    unknown = profile.keys() - set(_PROFILE)
    if unknown:
        raise TypeError(f"a person has no {', '.join(sorted(unknown))}")
    for name, value in profile.items():
        setattr(person, name, value.strip() if isinstance(value, str) else value)
    if person.time_zone:
        _check_zone(person.time_zone)
    if profile.get("line_manager_id") is not None:
        _check_line_manager(person, profile["line_manager_id"])


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PeopleError("time_zone", _("There is no time zone %(zone)s.", zone=name)) from None


def _check_line_manager(person: Person, manager_id: int) -> None:
    seen = {person.id}
    above: int | None = manager_id
    while above is not None:
        if above in seen:
            raise PeopleError("line_manager_id", _("This would make a circle of line managers."))
        seen.add(above)
        found = db.session.execute(select(Person.line_manager_id).where(Person.id == above)).one_or_none()
        if found is None:
            raise PeopleError("line_manager_id", _("There is no such person."))
        above = found[0]


def _note_changes(person: Person, before: Mapping[str, Any]) -> None:
    changed = sorted(name for name, value in before.items() if getattr(person, name) != value)
    if "disabled" in changed:
        security_log.note("person-disabled" if person.disabled else "person-enabled", person.login)
    others = [name for name in changed if name in _NOTED]
    if others:
        security_log.note("person-changed", person.login, data={"fields": others})


def _change_groups(person: Person, wanted: set[str]) -> frozenset[str]:
    """Put the person into these groups; those that they have left."""
    held = set(db.session.scalars(select(Membership.group_id).where(Membership.person_id == person.id)))
    _write_groups(person.id, wanted)
    if wanted != held:
        data = {"added": sorted(wanted - held), "removed": sorted(held - wanted)}
        security_log.note("groups-changed", person.login, data=data)
    return frozenset(held - wanted)


def _write_groups(person_id: int, groups: Iterable[str]) -> None:
    wanted = set(groups)
    unknown = wanted - set(db.session.scalars(select(Group.id).where(Group.id.in_(wanted))))
    if unknown:
        raise PeopleError("groups", _("There is no group %(group)s.", group=", ".join(sorted(unknown))))
    db.session.execute(delete(Membership).where(Membership.person_id == person_id))
    db.session.add_all(Membership(person_id=person_id, group_id=group) for group in sorted(wanted))


def _wait_for_others() -> None:
    """One change of people at a time: two administrators who disable each other must not both succeed."""
    db.session.execute(select(Group.id).where(Group.id == ADMINISTRATORS).with_for_update())


def _is_administered() -> bool:
    active = select(Membership.person_id).join(Person, Person.id == Membership.person_id)
    active = active.where(Membership.group_id == ADMINISTRATORS, Person.disabled.is_(False))
    return db.session.scalar(active.limit(1)) is not None
