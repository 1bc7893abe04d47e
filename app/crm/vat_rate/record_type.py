"""The declaration of VAT rates (domain §1.12). A rate that changes by law is another row with dates of its own."""

from app.crm.reference import reference_type
from app.crm.vat_rate.models import VatRate
from app.i18n import lazy_gettext as _
from app.records.fields import Choice, ChoiceField, DateField, PercentField
from app.records.types import Column, MenuPlace, registry

#: A rate that ends is followed by the one of the same kind.
KINDS = (
    Choice("standard", _("Standard")),
    Choice("reduced", _("Reduced")),
    Choice("simplified5", _("Simplified system, 5%")),
    Choice("simplified7", _("Simplified system, 7%")),
    Choice("export", _("Export")),
    Choice("none", _("No VAT")),
)

vat_rate = registry.register(
    reference_type(
        "vat_rate",
        "vat-rates",
        VatRate,
        more_fields=(
            ChoiceField("kind", _("Kind of rate"), choices=KINDS),
            PercentField("rate", _("Rate, %")),
            DateField("valid_from", _("Valid from")),
            DateField("valid_to", _("Valid to")),
        ),
        more_columns=(Column("rate"), Column("kind"), Column("valid_from"), Column("valid_to")),
        label=_("VAT rate"),
        label_plural=_("VAT rates"),
        new_label=_("Create a VAT rate"),
        menu=MenuPlace("data-lists", 70, create=False),
    )
)
