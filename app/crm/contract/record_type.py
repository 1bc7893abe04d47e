"""The declaration of contracts (domain §1.6, §2.5, §6.2)."""

from app.crm.agreements.record_type import agreement_type, number_words
from app.crm.assigning import CREATE_ASSIGNMENT
from app.crm.contract.models import Contract
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.records.types import MenuPlace, registry


def _display(contract: Contract) -> str:
    return gettext("Contract No. %(number)s", number=number_words(contract))


contract = registry.register(
    agreement_type(
        "contract",
        "contracts",
        Contract,
        more_actions=(CREATE_ASSIGNMENT,),
        label=_("Contract"),
        label_plural=_("Contracts"),
        new_label=_("Create a contract"),
        display=_display,
        menu=MenuPlace("sections", 50, shortcut="g n"),
    )
)
