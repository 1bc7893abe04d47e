"""The declaration of counterparties (domain §1.5, §6.2)."""

from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.bank_accounts import bank_accounts_field
from app.crm.counterparty.models import Counterparty, CounterpartyAddress
from app.crm.requisites import (
    MAILING_ADDRESS,
    gln_problem,
    inn_problem,
    kpp_problem,
    ogrn_problem,
    ogrnip_problem,
    okpo_problem,
)
from app.i18n import lazy_gettext as _
from app.records.fields import (
    Choice,
    ChoiceField,
    ContactsField,
    EmailField,
    IdentifierField,
    PersonField,
    PersonsField,
    PhoneField,
    ReferenceField,
    RowsField,
    TextField,
)
from app.records.types import Column, Journal, MenuPlace, RecordType, registry
from app.records.types.merging import merge_action

COUNTERPARTY_TYPES = (
    Choice("buyer", _("Buyer")),
    Choice("provider", _("Supplier")),
    Choice("employee", _("Employee")),
)
COUNTERPARTY_KINDS = (
    Choice("legalEntity", _("Legal entity")),
    Choice("individualEntrepreneur", _("Sole proprietor")),
    Choice("individual", _("Individual")),
    Choice("foreign", _("Foreign organisation")),
)
LEGAL_FORMS = (
    Choice("ooo", _("LLC")),
    Choice("ao", _("JSC")),
    Choice("pao", _("PJSC")),
    Choice("ip", _("Sole proprietorship")),
    Choice("nko", _("Non-profit organisation")),
)
ADDRESS_KINDS = (
    Choice("delivery", _("Delivery address")),
    Choice("warehouse", _("Warehouse")),
    Choice("office", _("Office")),
    Choice("shop", _("Shop")),
    Choice("other", _("Other address")),
)


def _display(counterparty: Counterparty) -> str:
    return counterparty.full_organization_name


def _is_person(counterparty: Counterparty) -> bool:
    """What an organisation is called is no personal data; what a person is called is."""
    return counterparty.counterparty_kind in ("individual", "individualEntrepreneur")


counterparty = registry.register(
    RecordType(
        name="counterparty",
        plural="counterparties",
        model=Counterparty,
        label=_("Counterparty"),
        label_plural=_("Counterparties"),
        new_label=_("Create a counterparty"),
        display=_display,
        display_columns=("full_organization_name",),
        searchable=True,
        responsible="manager",
        contacts="contacts",
        icon="building",
        menu=MenuPlace("sections", 90, label=_("Clients"), shortcut="g k"),
        has_status=False,
        fields=(
            TextField("full_organization_name", _("Full organisation name"), max_length=500, personal=_is_person),
            TextField("short_organization_name", _("Short organisation name"), max_length=255, personal=_is_person),
            ChoiceField("counterparty_type", _("Counterparty type"), choices=COUNTERPARTY_TYPES),
            ChoiceField("counterparty_kind", _("Counterparty kind"), choices=COUNTERPARTY_KINDS),
            ChoiceField("legal_form", _("Legal form"), choices=LEGAL_FORMS),
            TextField("juridical_address", _("Juridical address"), max_length=1000, personal=_is_person),
            TextField("post_address", _("Postal address"), max_length=1000, personal=_is_person),
            TextField(
                "mailing_address",
                _("Address for letters"),
                max_length=1000,
                formula=MAILING_ADDRESS,
                personal=_is_person,
            ),
            RowsField(
                "addresses",
                _("Further addresses"),
                rows=CounterpartyAddress,
                title="address",
                found_by=("address",),
                fields=(
                    ChoiceField("kind", _("What is there"), choices=ADDRESS_KINDS),
                    TextField("address", _("Address"), max_length=1000, personal=_is_person),
                    TextField("comment", _("How to get there"), max_length=1000, personal=_is_person),
                ),
            ),
            IdentifierField("inn", _("INN (tax number)"), max_length=12, check=inn_problem, personal=_is_person),
            TextField("kpp", _("KPP"), max_length=9, check=kpp_problem),
            IdentifierField("okpo", _("OKPO"), max_length=10, check=okpo_problem),
            IdentifierField("ogrn", _("OGRN"), max_length=13, check=ogrn_problem),
            IdentifierField("ogrnip", _("OGRNIP"), max_length=15, check=ogrnip_problem, personal=True),
            TextField("certificate_series", _("Series of the certificate"), max_length=20, personal=True),
            TextField("certificate_number", _("Number of the certificate"), max_length=20, personal=True),
            IdentifierField("gln", _("GLN"), max_length=13, check=gln_problem),
            TextField("country", _("Country"), max_length=100),
            TextField("foreign_tax_number", _("Tax number abroad"), max_length=64),
            TextField("foreign_registration_number", _("Registration number abroad"), max_length=64),
            PhoneField("phone", _("Phone"), personal=True),
            PhoneField("cell_phone", _("Mobile phone"), personal=True),
            TextField("ceo_name", _("Chief executive"), max_length=255, personal=True),
            TextField("name_in_genitive", _("Name in the genitive"), max_length=255, personal=True),
            EmailField("email", _("E-mail"), personal=True),
            bank_accounts_field(_is_person),
            PersonField("initiator", _("Initiator")),
            PersonField("manager", _("Responsible")),
            PersonsField("responsible_people", _("Responsible people")),
            ContactsField("contacts", _("Contacts")),
            ReferenceField("merged_into", _("Merged into"), target="counterparty", read_only=True),
        ),
        journal=Journal(
            columns=(
                Column("full_organization_name", link=True),
                Column("counterparty_type"),
                Column("inn"),
                Column("kpp"),
                Column("ceo_name"),
                Column("short_organization_name", hidden=True),
                Column("ogrn", hidden=True),
                Column("ogrnip", hidden=True),
                Column("juridical_address", hidden=True),
                Column("mailing_address", hidden=True),
                Column("counterparty_kind", hidden=True),
                Column("phone", hidden=True),
                Column("cell_phone", hidden=True),
                Column("email", hidden=True),
                Column("merged_into", hidden=True),
            ),
            sort="full_organization_name",
            default_filters={"counterparty_type": "buyer"},
        ),
        defaults={
            "initiator": lambda actor: actor.id,
            "manager": lambda actor: actor.id,
            "responsible_people": lambda actor: [actor.id],
        },
        actions=(
            merge_action(_("Merge with the main counterparty")),
            CREATE_ASSIGNMENT,
        ),
        forms={"properties": "counterparty"},
        hint="inn",
        merged="merged_into",
        alike=(("inn",), ("phone",), ("email",), ("contacts.phone",), ("contacts.email",), ("full_organization_name",)),
        duplicates=(("inn", "kpp"),),
        search=(
            "full_organization_name",
            "short_organization_name",
            "inn",
            "kpp",
            "ogrn",
            "ogrnip",
            "email",
            "phone",
            "cell_phone",
            "ceo_name",
            "contacts",
            "bank_accounts",
        ),
    )
)
