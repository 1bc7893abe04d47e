"""What a page of the library says after something was done, or refused."""

from collections.abc import Callable

from flask import Response, request, url_for

from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.documents.library.models import LibraryItem
from app.engine import CommandError, UnitOfWork, unit_of_work
from app.htmx import done, shown_again
from app.records.commands.verdicts import Verdict, verdict_on_form

CHANGED = {"libraryChanged": True}
"""What is raised on the page: the list is read again."""


def seen_revision() -> int | None:
    """The revision that the form was drawn with."""
    return request.form.get("revision", type=whole_number)


def folder_address(folder_id: int | None) -> str:
    """The address of a folder's page."""
    return url_for("library.folder", folder_id=folder_id) if folder_id else url_for("library.top")


def carried_out(
    command: Callable[[UnitOfWork], LibraryItem],
    words: Callable[[LibraryItem], str],
    again: Callable[[Verdict], str],
    undo: Callable[[LibraryItem], str] | None = None,
) -> Response:
    """Run a command of a form; a refusal shows the form once more.

    Parameters:
        words: what to say of what was done.
        again: the form with what is wrong.
        undo: where to post to take it back.

    Raises:
        NotFound, Forbidden: the form is not for this person.
    """
    try:
        with unit_of_work(current_actor()) as unit:
            item = command(unit)
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(again(verdict), verdict.status)
    taken_back = undo(item) if undo else None
    return done(words(item), to=folder_address(item.parent_id), events=CHANGED, stay=True, undo=taken_back)
