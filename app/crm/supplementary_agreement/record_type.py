"""The declaration of supplementary agreements (domain §1.6)."""

from app.crm.agreement import (
    AGREEMENT_BOARD,
    AGREEMENT_COLUMNS,
    AGREEMENT_DEFAULTS,
    SCHEDULE_PAYMENTS,
    agreement_fields,
    number_words,
)
from app.crm.supplementary_agreement.models import SupplementaryAgreement
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.fields import ReferenceField
from app.records.types import Column, Journal, MenuPlace, RecordType, registry

_COPIED = {name: name for name in ("legal_entity", "counterparty", "contract_with", "kind", "subject", "signatory")}


def _display(agreement: SupplementaryAgreement) -> str:
    return gettext("Supp. agreement No. %(number)s", number=number_words(agreement))


supplementary_agreement = registry.register(
    RecordType(
        name="supplementary_agreement",
        plural="supplementary-agreements",
        model=SupplementaryAgreement,
        label=_("Supp. agreement"),
        label_plural=_("Supp. agreements"),
        new_label=_("Create a supplementary agreement"),
        display=_display,
        display_columns=("number", "contract_number"),
        searchable=True,
        responsible="initiator",
        amount="amount",
        numbered=True,
        optional_names=("contract_number", "number"),
        icon="file-text",
        menu=MenuPlace("sections", 55),
        fields=(
            ReferenceField("contract", _("Parent contract"), target="contract", copies=_COPIED),
            *agreement_fields(),
        ),
        journal=Journal(
            columns=(Column("contract_number", link=True), Column("contract"), *AGREEMENT_COLUMNS), sort="-id"
        ),
        board=AGREEMENT_BOARD,
        defaults=AGREEMENT_DEFAULTS,
        actions=(SCHEDULE_PAYMENTS,),
        forms={"properties": "supplementary-agreement", "status": "supplementary-agreement-change-status"},
        hint="status",
        search=("contract_number", "number", "counterparty", "summary"),
    )
)
