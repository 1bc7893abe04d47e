"""A content that somebody gives: looked at and kept on the disk, before any row speaks of it."""

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from flask import current_app

from app.files.errors import FileRefused
from app.files.media_types import fits, is_disguised, media_type_of
from app.files.naming import cleaned_name
from app.files.store import TooLarge, store
from app.i18n import gettext as _

MIB = 1024 * 1024
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class Content:
    """A content that is kept.

    Attributes:
        size: in bytes.
    """

    digest: str
    name: str
    media_type: str
    size: int


def keep_content(stream: IO[bytes], given_name: str, accepted: Sequence[str] = ()) -> Content:
    """Keep what somebody gives; whoever calls writes the row of it (`app.files.places.add_upload`).

    Parameters:
        given_name: as it came, perhaps with folders.
        accepted: media types that are taken, such as `image/*`; none: any.

    Raises:
        FileRefused: it is empty, too large, of another type than is taken, or not what its name says.
    """
    largest = current_app.config["SETTINGS"].file_limit
    name = cleaned_name(given_name)
    kept = store()
    try:
        with kept.receive(stream, largest * MIB) as received:
            media_type = media_type_of(received.head, name)
            _judge(name, received.size, media_type, accepted)
            kept.keep(received)
            return Content(received.digest, name, media_type, received.size)
    except TooLarge:
        raise FileRefused(_("“%(name)s” is larger than %(limit)s MB.", name=name, limit=largest)) from None
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        current_app.logger.error("There is no room for files in %s: %s", kept.folder, error)
        raise FileRefused(
            _("There is no room for “%(name)s” on the server: tell the administrator.", name=name)
        ) from None


def _judge(name: str, size: int, media_type: str, accepted: Sequence[str]) -> None:
    if not size:
        raise FileRefused(_("“%(name)s” is empty.", name=name))
    if is_disguised(media_type, name):
        words = _("“%(name)s” is not what its name says: its content is %(type)s.", name=name, type=media_type)
        raise FileRefused(words)
    require_accepted(name, media_type, accepted)


def require_accepted(name: str, media_type: str, accepted: Sequence[str]) -> None:
    """Refuse a file whose type is not taken here.

    Raises:
        FileRefused: the words say what is taken.
    """
    if not fits(media_type, accepted):
        raise FileRefused(
            _(
                "“%(name)s” is %(type)s by its content; what is taken here: %(accepted)s.",
                name=name,
                type=media_type,
                accepted=", ".join(accepted),
            )
        )
