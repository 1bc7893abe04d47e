import pytest

from app.files import FileRefused, keep_content, store
from tests.files import samples
from tests.files.samples import stream

MIB = 1024 * 1024


def refusal(app, content: bytes, name: str, accepted=()) -> str:
    with app.test_request_context("/", headers={"Accept-Language": "en"}), pytest.raises(FileRefused) as refused:
        keep_content(stream(content), name, accepted)
    assert list(store().digests()) == []
    assert not any((store().folder / "arriving").iterdir())
    return str(refused.value)


def test_a_file_is_kept_with_what_it_is(app):
    content = keep_content(stream(samples.PNG), "../photo.png", ("image/*",))
    assert (content.name, content.media_type, content.size) == ("photo.png", "image/png", len(samples.PNG))
    assert store().path(content.digest).read_bytes() == samples.PNG


def test_an_empty_file_is_refused(app):
    assert refusal(app, b"", "a.pdf") == "“a.pdf” is empty."


@pytest.mark.parametrize("content", [samples.HTML, samples.SVG, samples.PROGRAM, b"only words"])
def test_what_is_disguised_as_a_picture_is_refused(app, content):
    assert "is not what its name says" in refusal(app, content, "a.png")


def test_another_type_than_is_taken_is_refused_whatever_its_name(app):
    words = refusal(app, samples.PDF, "a.png", ("image/*",))
    assert words == "“a.png” is application/pdf by its content; what is taken here: image/*."


def test_a_file_over_the_limit_is_refused(app, monkeypatch):
    from dataclasses import replace

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], file_limit=1)
    assert refusal(app, bytes(MIB + 1), "a.bin") == "“a.bin” is larger than 1 MB."
    assert keep_content(stream(bytes(MIB)), "a.bin").size == MIB
