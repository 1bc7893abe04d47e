"""Passwords: argon2id hashes, checked in the same time whether the person exists or not."""

import hmac
import secrets
from collections.abc import Iterable
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 256

_LEAST_SCORE = 3  # of 4, by zxcvbn: more than 10^8 guesses
_LONGEST_ESTIMATED = 72  # characters; the time that zxcvbn takes grows with the square of the length

_ON_LATIN_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")

_hasher = PasswordHasher()
_process_secret = secrets.token_bytes(32)


def set_cost(*, time_cost: int, memory_cost: int, parallelism: int) -> None:
    """Make new hashes cheaper or dearer than the library's default (RFC 9106, low memory); old ones stay valid.

    Parameters:
        time_cost: passes over the memory.
        memory_cost: KiB of memory.
        parallelism: threads.
    """
    global _hasher
    _hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)
    _unknown_hash.cache_clear()


def hash_password(password: str) -> str:
    """The argon2id hash to keep."""
    return _hasher.hash(password)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. No hash takes as long as a wrong password and never matches."""
    try:
        matches = _hasher.verify(password_hash or _unknown_hash(), password)
    except (VerificationError, InvalidHashError):
        return False
    return matches and bool(password_hash)


def is_easily_guessed(password: str, own_words: Iterable[str] = ()) -> bool:
    """Whether the password is one of the common ones, or made of them, of keys side by side, or of the person's names.

    Parameters:
        own_words: what others know of the person: login, names, address.

    Source: zxcvbn (MIT), which ships the 30,000 most common passwords. It holds Russian ones as they come out on Latin
    keys («пароль» is `gfhjkm`), so the password is judged in both layouts.
    """
    from zxcvbn import zxcvbn  # its lists take time to load, and most processes never ask

    words = [word for word in ("dealflow", *own_words) if word]
    beginning = password[:_LONGEST_ESTIMATED]
    layouts = {beginning, beginning.lower().translate(_ON_LATIN_KEYS)}
    return any(zxcvbn(each, user_inputs=words)["score"] < _LEAST_SCORE for each in layouts)


class RecentPasswords:
    """Passwords that were right a moment ago, as keyed digests in memory, so that an API client which sends its
    password with each call does not pay for argon2 each time. A new password makes the old digest worthless, and what
    was right at one address is not known at another: whoever guesses elsewhere learns nothing from it."""

    def __init__(self, size: int = 500) -> None:
        self._digests: dict[str, None] = {}
        self._size = size

    def knows(self, password_hash: str, password: str, address: str) -> bool:
        """Whether this password was right for this hash at this address."""
        return _keyed(password_hash, password, address) in self._digests

    def remember(self, password_hash: str, password: str, address: str) -> None:
        """It was right; the oldest ones are forgotten when there are too many."""
        if len(self._digests) >= self._size:
            self._digests.pop(next(iter(self._digests)), None)
        self._digests[_keyed(password_hash, password, address)] = None


recent_passwords = RecentPasswords()


def _keyed(*texts: str) -> str:
    return hmac.new(_process_secret, "\0".join(texts).encode("utf-8", "replace"), "sha256").hexdigest()


@lru_cache(maxsize=1)
def _unknown_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))
