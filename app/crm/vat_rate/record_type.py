"""The declaration of VAT rates (domain §1.12). A rate that changes by law is another row with dates of its own."""

from app.crm.reference import reference_type
from app.crm.vat_rate.models import VatRate
from app.i18n import lazy_gettext as _
from app.records.fields import DateField, PercentField
from app.records.types import Column, MenuPlace, registry

vat_rate = registry.register(
    reference_type(
        "vat_rate",
        "vat-rates",
        VatRate,
        more_fields=(
            PercentField("rate", _("Rate, %")),
            DateField("valid_from", _("Valid from")),
            DateField("valid_to", _("Valid to")),
        ),
        more_columns=(Column("rate"), Column("valid_from"), Column("valid_to")),
        label=_("VAT rate"),
        label_plural=_("VAT rates"),
        new_label=_("Create a VAT rate"),
        menu=MenuPlace("data-lists", 70, create=False),
    )
)
