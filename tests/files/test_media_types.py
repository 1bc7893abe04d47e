import pytest

from app.files.media_types import fits, is_disguised, media_type_of
from tests.files import samples

OFFICE = "application/vnd.openxmlformats-officedocument"


def of_office(folder: str) -> bytes:
    """A document as programs write it: its types, what belongs to what, then its parts."""
    parts = ("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", f"{folder}/main.xml", f"{folder}/styles.xml")
    return samples.archive(**dict.fromkeys(parts, "<x/>"))


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (samples.PNG, "a.png", "image/png"),
        (samples.PNG, "a.pdf", "image/png"),
        (samples.JPEG, "a", "image/jpeg"),
        (samples.GIF, "a", "image/gif"),
        (samples.WEBP, "a", "image/webp"),
        (samples.PDF, "a.txt", "application/pdf"),
        (samples.HTML, "a.png", "text/html"),
        (b"\n  <script>alert(1)</script>", "a.txt", "text/html"),
        (b"<!-- -->\n<html>", "a.txt", "text/html"),
        ("\ufeff<html>".encode("utf-16"), "a.txt", "text/html"),
        (samples.SVG, "a.png", "image/svg+xml"),
        (b"<svg onload=alert(1)>", "a", "image/svg+xml"),
        (b'<?xml version="1.0"?><a/>', "a.xml", "application/xml"),
        (samples.PROGRAM, "a.png", "application/x-msdownload"),
        (samples.archive(a="x"), "a.zip", "application/zip"),
        (samples.archive(a="x"), "a.docx", "application/zip"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "a.xls", "application/vnd.ms-excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "a.png", "application/x-ole-storage"),
        ("Привет".encode(), "a.txt", "text/plain"),
        ("Привет".encode("cp1251"), "a.txt", "text/plain"),
        (b"a;b\n1;2\n", "a.csv", "text/csv"),
        (("a" * 8191 + "ж").encode()[:8192], "a.txt", "text/plain"),
        (bytes(range(256)), "a.png", "application/octet-stream"),
    ],
)
def test_the_content_says_what_it_is(content, name, expected):
    assert media_type_of(content, name) == expected


def test_documents_of_office_are_told_apart():
    assert media_type_of(of_office("word"), "x") == f"{OFFICE}.wordprocessingml.document"
    assert media_type_of(of_office("xl"), "x") == f"{OFFICE}.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("media_type", "name", "expected"),
    [
        ("text/html", "a.png", True),
        ("text/html", "a.PDF", True),
        ("image/svg+xml", "a.jpg", True),
        ("application/octet-stream", "a.gif", True),
        ("text/html", "a.html", False),
        ("image/svg+xml", "a.svg", False),
        ("image/png", "a.jpg", False),
        ("application/pdf", "a.pdf", False),
        ("text/plain", "a.txt", False),
    ],
)
def test_what_is_called_a_picture_and_is_none_is_disguised(media_type, name, expected):
    assert is_disguised(media_type, name) is expected


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [((), True), (("image/*",), True), (("application/pdf", "image/png"), True), (("application/pdf",), False)],
)
def test_only_the_types_that_are_taken_fit(accepted, expected):
    assert fits("image/png", accepted) is expected
