"""Passwords: argon2id hashes, checked in the same time whether the person exists or not."""

import hashlib
import hmac
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 8
MAXIMUM_LENGTH = 256

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


def stamp(password_hash: str) -> str:
    """A short mark that changes with the password: sessions that carry another one have ended."""
    return hashlib.sha256(password_hash.encode()).hexdigest()[:16]


class RecentPasswords:
    """Passwords that were right a moment ago, as keyed digests in memory, so that an API client which sends its
    password with each call does not pay for argon2 each time. A new password makes the old digest worthless."""

    def __init__(self, size: int = 500) -> None:
        self._digests: dict[str, None] = {}
        self._size = size

    def matches(self, password_hash: str, password: str) -> bool:
        digest = hmac.new(_process_secret, f"{password_hash}\0{password}".encode(), "sha256").hexdigest()
        if digest in self._digests:
            return True
        if not password_matches(password_hash, password):
            return False
        if len(self._digests) >= self._size:
            self._digests.pop(next(iter(self._digests)), None)
        self._digests[digest] = None
        return True


recent_passwords = RecentPasswords()


@lru_cache(maxsize=1)
def _unknown_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))
