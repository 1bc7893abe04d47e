"""The declaration of our own companies (domain §1.6)."""

from app.crm.bank_accounts import bank_accounts_field
from app.crm.legal_entity.models import LegalEntity, Signatory
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
    DateField,
    EmailField,
    FileField,
    IdentifierField,
    PersonField,
    PhoneField,
    RowsField,
    TextField,
)
from app.records.types import Column, Journal, MenuPlace, RecordType, registry

KINDS = (
    Choice("legalEntity", _("Legal entity")),
    Choice("individualEntrepreneur", _("Sole proprietor")),
)
_PICTURES = ("image/png", "image/jpeg")


def _display(legal_entity: LegalEntity) -> str:
    return legal_entity.short_organization_name or legal_entity.full_organization_name


SIGNATORIES = RowsField(
    "signatories",
    _("Signatories"),
    rows=Signatory,
    title="person",
    unique=("person",),
    fields=(
        PersonField("person", _("Signatory")),
        TextField("position", _("Position"), max_length=255),
        TextField("name_in_genitive", _("Name in the genitive"), max_length=255, personal=True),
        TextField("basis", _("Acts on the basis of"), max_length=255),
        DateField("valid_until", _("Entitled until")),
    ),
)

legal_entity = registry.register(
    RecordType(
        name="legal_entity",
        plural="legal-entities",
        model=LegalEntity,
        label=_("Own legal entity"),
        label_plural=_("Own legal entities"),
        new_label=_("Create a legal entity"),
        display=_display,
        display_columns=("short_organization_name", "full_organization_name"),
        optional_names=("short_organization_name",),
        icon="building",
        menu=MenuPlace("data-lists", 10, create=False),
        has_status=False,
        fields=(
            ChoiceField("kind", _("Kind of the company"), choices=KINDS),
            TextField("full_organization_name", _("Full organisation name"), max_length=500),
            TextField("short_organization_name", _("Short organisation name"), max_length=255),
            TextField("name_en", _("Name in English"), max_length=500),
            TextField("juridical_address", _("Juridical address"), max_length=1000),
            TextField("post_address", _("Postal address"), max_length=1000),
            TextField("mailing_address", _("Address for letters"), max_length=1000, formula=MAILING_ADDRESS),
            IdentifierField("inn", _("INN (tax number)"), max_length=12, check=inn_problem),
            TextField("kpp", _("KPP"), max_length=9, check=kpp_problem),
            IdentifierField("okpo", _("OKPO"), max_length=10, check=okpo_problem),
            IdentifierField("ogrn", _("OGRN"), max_length=13, check=ogrn_problem),
            IdentifierField("ogrnip", _("OGRNIP"), max_length=15, check=ogrnip_problem),
            IdentifierField("gln", _("GLN"), max_length=13, check=gln_problem),
            PhoneField("phone", _("Phone")),
            PhoneField("cell_phone", _("Mobile phone")),
            EmailField("email", _("E-mail")),
            PersonField("general_director", _("General director")),
            PersonField("chief_accountant", _("Chief accountant")),
            SIGNATORIES,
            bank_accounts_field(),
            FileField("logo", _("Logo"), accept=_PICTURES),
            FileField("stamp", _("Stamp"), accept=_PICTURES),
            TextField("contract_prefix", _("Prefix of contract numbers"), max_length=16),
        ),
        journal=Journal(
            columns=(
                Column("full_organization_name", link=True),
                Column("short_organization_name"),
                Column("inn"),
                Column("kpp"),
                Column("general_director"),
                Column("ogrn", hidden=True),
                Column("mailing_address", hidden=True),
                Column("contract_prefix", hidden=True),
            ),
            sort="full_organization_name",
        ),
        defaults={"kind": lambda _actor: "legalEntity"},
        forms={"properties": "legal-entity"},
        hint="inn",
        duplicates=(("inn", "kpp"),),
        search=("full_organization_name", "short_organization_name", "name_en", "inn", "kpp", "ogrn"),
    )
)
