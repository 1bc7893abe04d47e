"""Contents for tests of files."""

import io
import zipfile
from typing import BinaryIO

from app.files import Content, keep_content
from app.files.places import add_upload

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc00000030101"
    "0018dd8db00000000049454e44ae426082"
)
JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb") + bytes(40)
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + bytes(20)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(30)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PROGRAM = b"MZ\x90\x00" + bytes(60)


def archive(**entries: str) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        for name, text in entries.items():
            written.writestr(name, text)
    return made.getvalue()


def kept(content: bytes = PDF, name: str = "offer.pdf") -> Content:
    """A content that is kept."""
    return keep_content(stream(content), name)


def uploaded(person_id: int | None, content: bytes = PDF, name: str = "offer.pdf") -> int:
    """The id of a file that a person has given and no record has yet; inside a unit of work or transaction."""
    return add_upload(kept(content, name), person_id).id


def stream(content: bytes) -> BinaryIO:
    """The bytes, to be read one after the other."""
    return io.BytesIO(content)
