"""What all reference data have in common: a code, and a name in both languages (domain §1.12)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.clock import clock
from app.db import db, write_transaction
from app.i18n import current_language
from app.i18n import lazy_gettext as _
from app.records.fields import TextField
from app.records.models import Record
from app.records.types import Column, Field, Journal, RecordType
from app.records.values.searching import text_of


class Reference(Record):
    """Mixed into the models of reference data."""

    code: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    name_en: Mapped[str] = mapped_column(String(255), default="")


def reference_type(
    name: str,
    plural: str,
    model: type[Reference],
    more_fields: tuple[Field, ...] = (),
    more_columns: tuple[Column, ...] = (),
    **words: Any,
) -> RecordType:
    """The declaration of a type of reference data.

    Parameters:
        more_fields, more_columns: besides the code and the names.
        words: the labels and the place in the menu.
    """
    return RecordType(
        name=name,
        plural=plural,
        model=model,
        display=_display,
        display_columns=("name", "name_en"),
        optional_names=("name_en",),
        icon="tag",
        has_status=False,
        fields=(
            TextField("code", _("Id"), max_length=64),
            TextField("name", _("Name"), max_length=255),
            TextField("name_en", _("Name in English"), max_length=255),
            *more_fields,
        ),
        journal=Journal(
            columns=(Column("code", link=True), Column("name"), Column("name_en"), *more_columns), sort="name"
        ),
        forms={"properties": name.replace("_", "-")},
        search=("code", "name", "name_en"),
        **words,
    )


def _display(record: Any) -> str:
    return str(record.name_en if current_language() == "en" and record.name_en else record.name)


def fill_reference(
    model: type[Reference], rows: Sequence[tuple[str, str, str]], more: Sequence[Mapping[str, Any]] = ()
) -> None:
    """Add reference data in one statement.

    Parameters:
        rows: code, name in Russian, name in English.
        more: other columns of each row, in the same order.
    """
    now = clock.now()
    values = [
        {
            "code": code,
            "name": name,
            "name_en": english,
            "search_text": text_of([code, name, english]),
            "created_at": now,
            "modified_at": now,
            "custom": {},
            "revision": 1,
            **other,
        }
        for (code, name, english), other in zip(rows, more or [{}] * len(rows), strict=True)
    ]
    with write_transaction():
        db.session.execute(insert(model), values)
