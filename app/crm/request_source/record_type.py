"""The declaration of request sources (domain §1.12, §11)."""

from app.crm.request_source.models import RequestSource
from app.i18n import current_language
from app.i18n import lazy_gettext as _
from app.records.types import Column, Field, Journal, MenuPlace, RecordType, registry


def _display(record: RequestSource) -> str:
    return record.name_en if current_language() == "en" and record.name_en else record.name


request_source = registry.register(
    RecordType(
        name="request_source",
        plural="request-sources",
        model=RequestSource,
        label=_("Request source"),
        label_plural=_("Request sources"),
        new_label=_("Create a request source"),
        display=_display,
        display_columns=("name", "name_en"),
        icon="tag",
        menu=MenuPlace("data-lists", 40, create=False),
        has_status=False,
        fields=(
            Field("code", _("Id"), max_length=64),
            Field("name", _("Name"), max_length=255),
            Field("name_en", _("Name in English"), max_length=255),
        ),
        journal=Journal(columns=(Column("code", link=True), Column("name"), Column("name_en")), sort="name"),
        forms={"properties": "request-source"},
        search=("code", "name", "name_en"),
    )
)
