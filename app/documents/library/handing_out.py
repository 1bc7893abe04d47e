"""The content of a file of the library, for who may read its folder."""

from flask import Response

from app.documents.library.tree import readable_item
from app.engine import Actor, NotFound
from app.files.places import stored
from app.i18n import gettext as _
from app.records.uploads.handing_out import content_answer


def content_of(item_id: int, actor: Actor, *, shown: bool = False) -> Response:
    """The answer with the content: to be saved, or where that does no harm to be shown.

    Parameters:
        shown: show it in the browser, if it is a picture or a PDF.

    Raises:
        NotFound: there is no such file for the actor.
    """
    item, _access = readable_item(item_id, actor)
    if item.file_id is None:
        raise NotFound(_("“%(name)s” is a folder: open it.", name=item.name))
    return content_answer(stored([item.file_id])[item.file_id], item.name, shown=shown)
