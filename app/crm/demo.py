"""What the demo data of leads and deals have in common."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.crm.counterparty import counterparty
from app.crm.request_category.models import RequestCategory
from app.crm.request_source.models import RequestSource
from app.db import db
from app.records.demo import MAKER, Demo
from app.records.types import RecordType

Way = tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True)
class DemoOpportunity:
    """A lead or a deal, and the statuses it has walked through since it was made `days_ago`; `last_by` as in `move`."""

    name: str
    company: str
    manager: str | None
    days_ago: int
    way: Way = ()
    amount: str = ""
    client: str = ""
    category: str = "phone"
    source: str = "google_search"
    description: str = ""
    number_of_users: str | None = None
    contacts: tuple[dict[str, Any], ...] = field(default=())
    watched: bool = False
    last_by: str = ""


def contact(full_name: str, position: str, phone: str, email: str, main: bool = True) -> dict[str, Any]:
    """Somebody to talk to."""
    return {"full_name": full_name, "position": position, "phone": phone, "email": email, "main": main}


def way_of(*statuses: str | tuple[str, dict[str, Any]]) -> Way:
    """Statuses to walk through, some with the fields that they ask for."""
    return tuple((each, {}) if isinstance(each, str) else each for each in statuses)


LYUTIKOV = contact("Андрей Константинович Лютиков", "Генеральный директор", "+7 495 123-45-67", "ceo@hrust.example")
DOLGORUKAYA = contact("София Ивановна Долгорукая", "Директор по закупкам", "+7 812 765-43-22", "sofia@natur.example")
TRUDNIKOV = contact("Иван Константинович Трудников", "Закупщик", "+7 343 222-11-01", "ivan@asianfood.example")
MELNIKOV = contact("Пётр Ильич Мельников", "Коммерческий директор", "+7 861 200-30-41", "petr@sugar.example")
OSIPOVA = contact("Анна Осипова", "Офис-менеджер", "+7 916 555-01-02", "anna@vesna.example")
KIM = contact("Виктор Ким", "Руководитель отдела ИТ", "+7 921 300-40-50", "kim@severmetal.example")


def add_opportunities(
    demo: Demo, record_type: RecordType, company_field: str, opportunities: tuple[DemoOpportunity, ...]
) -> None:
    """Make leads or deals and move them.

    Parameters:
        company_field: the field that holds the name of the company.
    """
    categories = dict(db.session.execute(select(RequestCategory.code, RequestCategory.id)).all())
    sources = dict(db.session.execute(select(RequestSource.code, RequestSource.id)).all())
    for each in opportunities:
        values = _values(demo, each) | {
            company_field: each.company,
            "request_category": categories[each.category],
            "request_source": sources[each.source],
        }
        record_id = demo.add(record_type, values, each.days_ago)
        demo.move(record_type, record_id, each.way, each.manager or MAKER, each.days_ago, each.last_by)


def _values(demo: Demo, each: DemoOpportunity) -> dict[str, Any]:
    return {
        "name": each.name,
        "amount": Decimal(each.amount) if each.amount else None,
        "manager": demo.people[each.manager] if each.manager else None,
        "viewers": [demo.people["observer"]] if each.watched else [],
        "counterparty": demo.made[counterparty.name].get(each.client),
        "description": f"<p>{each.description}</p>" if each.description else None,
        "number_of_users": each.number_of_users,
        "contacts": list(each.contacts),
    }
