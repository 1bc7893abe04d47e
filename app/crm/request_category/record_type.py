"""The declaration of request categories (domain §1.12, §11)."""

from app.crm.reference import reference_type
from app.crm.request_category.models import RequestCategory
from app.i18n import lazy_gettext as _
from app.records.types import MenuPlace, registry

request_category = registry.register(
    reference_type(
        "request_category",
        "request-categories",
        RequestCategory,
        label=_("Request category"),
        label_plural=_("Request categories"),
        new_label=_("Create a request category"),
        menu=MenuPlace("data-lists", 30, create=False),
    )
)
