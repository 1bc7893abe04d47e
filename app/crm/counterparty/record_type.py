"""The declaration of counterparties (domain §1.5, §6.2)."""

from app.crm.counterparty.models import Counterparty
from app.crm.counterparty.requisites import inn_problem, ogrn_problem
from app.i18n import lazy_gettext as _
from app.records.fields import (
    Choice,
    ChoiceField,
    ContactsField,
    EmailField,
    IdentifierField,
    PersonField,
    PhoneField,
    TextField,
)
from app.records.types import Column, Journal, MenuPlace, RecordType, registry

COUNTERPARTY_TYPES = (
    Choice("buyer", _("Buyer")),
    Choice("provider", _("Supplier")),
    Choice("employee", _("Employee")),
)
COUNTERPARTY_KINDS = (
    Choice("legalEntity", _("Legal entity")),
    Choice("individualEntrepreneur", _("Sole proprietor")),
    Choice("individual", _("Individual")),
)
LEGAL_FORMS = (
    Choice("ooo", _("LLC")),
    Choice("ao", _("JSC")),
    Choice("pao", _("PJSC")),
    Choice("ip", _("Sole proprietorship")),
    Choice("nko", _("Non-profit organisation")),
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
            IdentifierField("inn", _("INN (tax number)"), max_length=12, check=inn_problem, personal=_is_person),
            IdentifierField("kpp", _("KPP"), max_length=9, lengths=(9,)),
            IdentifierField("okpo", _("OKPO"), max_length=10, lengths=(8, 10)),
            IdentifierField("ogrn", _("OGRN"), max_length=15, check=ogrn_problem),
            PhoneField("phone", _("Phone"), personal=True),
            PhoneField("cell_phone", _("Mobile phone"), personal=True),
            TextField("ceo_name", _("Chief executive"), max_length=255, personal=True),
            EmailField("email", _("E-mail"), personal=True),
            TextField("bank_title", _("Bank"), max_length=255),
            IdentifierField("bank_id", _("BIC"), max_length=9, lengths=(9,)),
            IdentifierField("account_number", _("Account number"), max_length=20, lengths=(20,), personal=_is_person),
            IdentifierField("correspondent_account", _("Correspondent account"), max_length=20, lengths=(20,)),
            PersonField("manager", _("Responsible")),
            ContactsField("contacts", _("Contacts")),
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
                Column("juridical_address", hidden=True),
                Column("post_address", hidden=True),
                Column("phone", hidden=True),
                Column("cell_phone", hidden=True),
                Column("email", hidden=True),
            ),
            sort="full_organization_name",
            default_filters={"counterparty_type": "buyer"},
        ),
        defaults={"manager": lambda actor: actor.id},
        forms={"properties": "counterparty"},
        hint="inn",
        duplicates=(("inn", "kpp"),),
        search=(
            "full_organization_name",
            "short_organization_name",
            "inn",
            "kpp",
            "ogrn",
            "email",
            "phone",
            "cell_phone",
            "ceo_name",
            "contacts",
        ),
    )
)
