"""The declaration of request sources (domain §1.12, §11)."""

from app.crm.reference import reference_type
from app.crm.request_source.models import RequestSource
from app.i18n import lazy_gettext as _
from app.records.types import MenuPlace, registry

request_source = registry.register(
    reference_type(
        "request_source",
        "request-sources",
        RequestSource,
        label=_("Request source"),
        label_plural=_("Request sources"),
        new_label=_("Create a request source"),
        menu=MenuPlace("data-lists", 40, create=False),
    )
)
