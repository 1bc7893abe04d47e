"""The declaration of units of measurement (domain §1.12); the code is that of OKEI, the Russian classifier."""

from app.crm.reference import reference_type
from app.crm.unit.models import Unit
from app.i18n import lazy_gettext as _
from app.records.fields import TextField
from app.records.types import Column, MenuPlace, registry

unit = registry.register(
    reference_type(
        "unit",
        "units",
        Unit,
        more_fields=(
            TextField("short_name", _("Short name"), max_length=32),
            TextField("short_name_en", _("Short name in English"), max_length=32),
        ),
        more_columns=(Column("short_name"),),
        label=_("Unit of measurement"),
        label_plural=_("Units of measurement"),
        new_label=_("Create a unit of measurement"),
        menu=MenuPlace("data-lists", 60, create=False),
    )
)
