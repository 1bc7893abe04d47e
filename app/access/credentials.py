"""Login and password: the one place where they are compared, for pages, programs and the change of a password."""

from threading import Lock

from app.access import security_log
from app.access.devices import known_device
from app.access.models import Person
from app.access.passwords import MAXIMUM_LENGTH, password_matches, recent_passwords
from app.access.signed_in import SignedIn, find_person, may_come_in
from app.access.throttle import Source, TooManyAttempts, begin_attempt, forget_attempts, minutes_to_wait
from app.bounds import keepable

# One login at a time in this process: of twenty right calls at once the first is counted, the others find it known.
_TURNS = [Lock() for _ in range(64)]


class SignInRefused(Exception):
    """Login and password do not belong together, or the person may not come in; it is not said which."""


def check_sign_in(login: str, password: str, address: str) -> SignedIn:
    """Whom login and password name.

    Parameters:
        address: network address of who asks.

    Raises:
        SignInRefused: nobody who may come in.
        TooManyAttempts: nothing was tried.
    """
    return _check(login, password, address, remembered=False)


def check_call(login: str, password: str, address: str) -> SignedIn:
    """The same for a program, which says its password with each call: what was right a moment ago is right.

    Raises:
        SignInRefused, TooManyAttempts
    """
    return _check(login, password, address, remembered=True)


def check_own_password(person: Person, password: str) -> bool:
    """Whether the person who has signed in knows their password; counted apart from signing in.

    Raises:
        TooManyAttempts: nothing was tried.
    """
    source = Source(f"profile {person.id}", known=True)
    with _turn(person.login):
        begin_attempt(person.login, source)
        right = password_matches(person.password_hash, password[: MAXIMUM_LENGTH + 1])
        if right:
            forget_attempts(person.login, source)
    return right


def _check(login: str, password: str, address: str, *, remembered: bool) -> SignedIn:
    if not keepable(login) or not keepable(password):
        raise SignInRefused
    login = login.strip().lower()
    with _turn(login):
        found = find_person(Person.login == login)
        source = _source(found, address)
        if remembered and found and recent_passwords.knows(found.person.password_hash, password, source.name):
            _refuse_when_slowed(login, source)
            if may_come_in(found.person):
                return found
        begin_attempt(login, source)
        right = password_matches(found.person.password_hash if found else None, password[: MAXIMUM_LENGTH + 1])
        if found is None or not right or not may_come_in(found.person):
            _note_refusal(login, source)
            raise SignInRefused
        forget_attempts(login, source)
        if remembered:
            recent_passwords.remember(found.person.password_hash, password, source.name)
        security_log.note("sign-in", login, actor=found.actor, data={"by": "program" if remembered else "browser"})
        return found


def _source(found: SignedIn | None, address: str) -> Source:
    device = known_device(found.person.id) if found else None
    return Source(f"device {device}", known=True) if device else Source(address[:64])


def _refuse_when_slowed(login: str, source: Source) -> None:
    minutes = minutes_to_wait(login, source)
    if minutes:
        raise TooManyAttempts(minutes)


def _note_refusal(login: str, source: Source) -> None:
    security_log.note("sign-in-refused", login)
    if minutes_to_wait(login, source):
        security_log.note("sign-in-slowed", login, data={"source": source.name})


def _turn(login: str) -> Lock:
    return _TURNS[hash(login) % len(_TURNS)]
