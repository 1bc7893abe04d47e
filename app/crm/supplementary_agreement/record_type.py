"""The declaration of supplementary agreements (domain §1.6)."""

from app.crm.agreements.record_type import agreement_type, number_words
from app.crm.supplementary_agreement.models import SupplementaryAgreement
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import ReferenceField
from app.records.types import Column, MenuPlace, registry

_COPIED = {name: name for name in ("legal_entity", "counterparty", "contract_with", "kind", "subject", "signatory")}


def _display(agreement: SupplementaryAgreement) -> str:
    return gettext("Supp. agreement No. %(number)s", number=number_words(agreement))


supplementary_agreement = registry.register(
    agreement_type(
        "supplementary_agreement",
        "supplementary-agreements",
        SupplementaryAgreement,
        more_fields=(ReferenceField("contract", _("Parent contract"), target="contract", copies=_COPIED),),
        more_columns=(Column("contract"),),
        label=_("Supp. agreement"),
        label_plural=_("Supp. agreements"),
        new_label=_("Create a supplementary agreement"),
        display=_display,
        menu=MenuPlace("sections", 55),
    )
)
