"""The declaration of request categories (domain §1.12, §11)."""

from app.crm.request_category.models import RequestCategory
from app.i18n import current_language
from app.i18n import lazy_gettext as _
from app.records.types import Column, Field, Journal, MenuPlace, RecordType, registry


def _display(record: RequestCategory) -> str:
    return record.name_en if current_language() == "en" and record.name_en else record.name


request_category = registry.register(
    RecordType(
        name="request_category",
        plural="request-categories",
        model=RequestCategory,
        label=_("Request category"),
        label_plural=_("Request categories"),
        new_label=_("Create a request category"),
        display=_display,
        display_columns=("name", "name_en"),
        icon="tag",
        menu=MenuPlace("data-lists", 30, create=False),
        has_status=False,
        fields=(
            Field("code", _("Id"), max_length=64),
            Field("name", _("Name"), max_length=255),
            Field("name_en", _("Name in English"), max_length=255),
        ),
        journal=Journal(columns=(Column("code", link=True), Column("name"), Column("name_en")), sort="name"),
        forms={"properties": "request-category"},
        search=("code", "name", "name_en"),
    )
)
