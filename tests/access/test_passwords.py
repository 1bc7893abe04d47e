from app.access.passwords import RecentPasswords, hash_password, password_matches, stamp


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


def test_the_stamp_changes_with_the_password():
    assert stamp(hash_password("one")) != stamp(hash_password("two"))


def test_a_remembered_password_does_not_outlive_a_new_one():
    recent = RecentPasswords(size=2)
    old, new = hash_password("old password"), hash_password("new password")
    assert recent.matches(old, "old password")
    assert recent.matches(old, "old password")
    assert not recent.matches(new, "old password")
    assert not recent.matches(old, "wrong")
