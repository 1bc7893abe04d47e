import time

import pytest

from app.access.passwords import (
    MINIMUM_LENGTH,
    RecentPasswords,
    hash_password,
    is_easily_guessed,
    password_matches,
)


def test_a_password_matches_its_own_hash_only():
    kept = hash_password("correct horse")
    assert password_matches(kept, "correct horse")
    assert not password_matches(kept, "correct horsf")


def test_the_hash_is_argon2id_and_salted():
    assert hash_password("demo").startswith("$argon2id$")
    assert hash_password("demo") != hash_password("demo")


def test_nobody_matches_without_a_hash():
    assert not password_matches(None, "")
    assert not password_matches("", "demo")


def test_a_hash_that_is_no_hash_matches_nothing():
    assert not password_matches("plain text", "plain text")


def test_a_remembered_password_does_not_outlive_a_new_one():
    recent = RecentPasswords(size=2)
    recent.remember("old hash", "old password", "10.0.0.1")
    assert recent.knows("old hash", "old password", "10.0.0.1")
    assert not recent.knows("new hash", "old password", "10.0.0.1")
    assert not recent.knows("old hash", "wrong", "10.0.0.1")


def test_a_remembered_password_is_known_only_where_it_was_used():
    recent = RecentPasswords()
    recent.remember("hash", "password", "10.0.0.1")
    assert not recent.knows("hash", "password", "10.0.0.2")


def test_the_oldest_remembered_passwords_are_forgotten():
    recent = RecentPasswords(size=2)
    for number in range(3):
        recent.remember("hash", f"password {number}", "10.0.0.1")
    assert not recent.knows("hash", "password 0", "10.0.0.1")
    assert recent.knows("hash", "password 2", "10.0.0.1")


@pytest.mark.parametrize(
    "password",
    [
        *(
            "password1234",
            "qwertyuiop123",
            "123456789012",
            "aaaaaaaaaaaa",
            "1q2w3e4r5t6y",
            "iloveyou2026",
            "P@ssw0rd1234",
        ),
        *("P@ssw0rd1234", "йцукенгшщзхъ", "Пароль123456", "ghbdtn123456", "dealflow2026"),
    ],
)
def test_common_passwords_and_keys_side_by_side_are_easily_guessed(password):
    assert is_easily_guessed(password)


def test_every_common_password_of_the_shipped_list_that_is_long_enough_is_refused():
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    long = [password for password in FREQUENCY_LISTS["passwords"] if len(password) >= MINIMUM_LENGTH]
    assert len(long) > 50
    assert [password for password in long if not is_easily_guessed(password)] == []


def test_names_of_the_person_make_a_password_easily_guessed():
    assert is_easily_guessed("Станислав1985", ["Станислав", "Усачёв"])
    assert not is_easily_guessed("сыр луна перрон")


@pytest.mark.parametrize("password", ["correct horse battery", "ветер пьёт кефир", "5SyJq1YQiW3fSgm-"])
def test_several_words_and_random_letters_are_not(password):
    assert not is_easily_guessed(password)


def test_a_long_password_is_judged_at_once():
    started = time.monotonic()
    is_easily_guessed("ab" * 128)
    assert time.monotonic() - started < 5
