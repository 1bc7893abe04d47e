"""What people read about a file."""

import pytest
from flask_babel import force_locale

from app.records.values.file_words import file_icon, size_words


@pytest.mark.parametrize(
    ("size", "russian", "english"),
    [
        (0, "0 Б", "0 byte"),
        (999, "999 Б", "999 byte"),
        (1000, "1 кБ", "1 kB"),
        (1400, "1,4 кБ", "1.4 kB"),
        (99_900, "99,9 кБ", "99.9 kB"),
        (123_456, "123 кБ", "123 kB"),
        (999_400, "999 кБ", "999 kB"),
        (999_999, "1 МБ", "1 MB"),
        (2_500_000_000, "2,5 ГБ", "2.5 GB"),
        (10**12, "1 ТБ", "1 TB"),
        (5 * 10**15, "5\xa0000 ТБ", "5,000 TB"),
    ],
)
def test_a_size_is_said_in_the_largest_unit_of_which_there_is_one(app, size, russian, english):
    with app.test_request_context():
        for language, words in (("ru", russian), ("en", english)):
            with force_locale(language):
                assert size_words(size) == words


@pytest.mark.parametrize(
    ("media_type", "icon"),
    [
        ("image/png", "photo"),
        ("application/zip", "file-zip"),
        ("application/gzip", "file-zip"),
        ("application/x-7z-compressed", "file-zip"),
        ("application/vnd.rar", "file-zip"),
        ("application/x-rar", "file-zip"),
        ("application/x-tar", "file-zip"),
        ("application/pdf", "file-text"),
        ("text/csv", "file-text"),
        ("video/mp4", "file"),
        ("", "file"),
    ],
)
def test_the_icon_tells_the_kind(media_type, icon):
    assert file_icon(media_type) == icon
