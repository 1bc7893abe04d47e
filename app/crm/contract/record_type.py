"""The declaration of contracts (domain §1.6, §2.5, §6.2)."""

from app.crm.agreement import (
    AGREEMENT_BOARD,
    AGREEMENT_COLUMNS,
    AGREEMENT_DEFAULTS,
    SCHEDULE_PAYMENTS,
    agreement_fields,
    number_words,
)
from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.contract.models import Contract
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.types import Column, Journal, MenuPlace, RecordType, registry


def _display(contract: Contract) -> str:
    return gettext("Contract No. %(number)s", number=number_words(contract))


contract = registry.register(
    RecordType(
        name="contract",
        plural="contracts",
        model=Contract,
        label=_("Contract"),
        label_plural=_("Contracts"),
        new_label=_("Create a contract"),
        display=_display,
        display_columns=("number", "contract_number"),
        searchable=True,
        responsible="initiator",
        amount="amount",
        numbered=True,
        optional_names=("contract_number", "number"),
        icon="file-text",
        menu=MenuPlace("sections", 50, shortcut="g n"),
        fields=agreement_fields(),
        journal=Journal(columns=(Column("contract_number", link=True), *AGREEMENT_COLUMNS), sort="-id"),
        board=AGREEMENT_BOARD,
        defaults=AGREEMENT_DEFAULTS,
        actions=(SCHEDULE_PAYMENTS, CREATE_ASSIGNMENT),
        forms={"properties": "contract", "status": "contract-change-status"},
        hint="status",
        search=("contract_number", "number", "counterparty", "summary"),
    )
)
