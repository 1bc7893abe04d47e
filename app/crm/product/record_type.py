"""The declaration of the catalogue of products and services (domain §1.7)."""

from app.crm.product.models import Product
from app.i18n import lazy_gettext as _
from app.records.fields import Choice, ChoiceField, MoneyField, ReferenceField, RichTextField, TextField
from app.records.types import Column, Journal, MenuPlace, RecordType, registry

PRODUCT_TYPES = (Choice("product", _("Product")), Choice("service", _("Service")))


def _display(product: Product) -> str:
    return product.name


product = registry.register(
    RecordType(
        name="product",
        plural="products",
        model=Product,
        label=_("Product or service"),
        label_plural=_("Products and services"),
        new_label=_("Create a product or service"),
        display=_display,
        searchable=True,
        icon="package",
        menu=MenuPlace("sections", 60, shortcut="g p"),
        has_status=False,
        fields=(
            TextField("name", _("Name"), max_length=500),
            TextField("article", _("Article number"), max_length=64),
            ChoiceField("product_type", _("Type"), choices=PRODUCT_TYPES),
            ReferenceField("unit", _("Unit of measurement"), target="unit"),
            MoneyField("price", _("Price excl. VAT")),
            TextField("currency", _("Currency"), max_length=3, read_only=True),
            ReferenceField("vat_rate", _("VAT rate"), target="vat_rate"),
            RichTextField("description", _("Description"), max_length=100_000),
        ),
        journal=Journal(
            columns=(
                Column("name", link=True),
                Column("article"),
                Column("product_type"),
                Column("price"),
                Column("unit"),
                Column("vat_rate"),
            ),
            sort="name",
        ),
        forms={"properties": "product"},
        hint="article",
        search=("name", "article"),
    )
)
