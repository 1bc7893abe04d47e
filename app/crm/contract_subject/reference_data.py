"""The subjects of contracts that an installation begins with."""

from app.crm.contract_subject.models import ContractSubject
from app.crm.reference import fill_reference

SUBJECTS = (
    ("goods", "Поставка товаров", "Supply of goods"),
    ("services", "Оказание услуг", "Provision of services"),
    ("works", "Выполнение работ", "Performance of works"),
    ("lease", "Аренда", "Lease"),
    ("licence", "Право использования программ", "Licence to use software"),
)


def fill() -> None:
    """Add them."""
    fill_reference(ContractSubject, SUBJECTS)
