"""The declaration of subjects of contracts (domain §1.6)."""

from app.crm.contract_subject.models import ContractSubject
from app.crm.reference import reference_type
from app.i18n import lazy_gettext as _
from app.records.types import MenuPlace, registry

contract_subject = registry.register(
    reference_type(
        "contract_subject",
        "contract-subjects",
        ContractSubject,
        label=_("Subject of contracts"),
        label_plural=_("Subjects of contracts"),
        new_label=_("Create a subject of contracts"),
        menu=MenuPlace("data-lists", 20, create=False),
    )
)
