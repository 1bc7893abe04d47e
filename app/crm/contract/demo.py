"""The demo contracts: one is active, one waits for approval, one is a draft."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.crm.contract.record_type import contract
from app.crm.counterparty import counterparty
from app.crm.legal_entity import legal_entity
from app.records.demo import Demo


@dataclass(frozen=True)
class DemoContract:
    """A contract; days are counted back from now."""

    client: str
    amount: str
    days_ago: int
    summary: str
    kind: str = "supply"
    status: str = ""


CONTRACTS = (
    DemoContract("ООО «ХрустЛогистик»", "4500000", 40, "Поставка снеков в сеть, 12 месяцев.", status="approval"),
    DemoContract("ООО «Эйжан Фуд»", "1250000", 12, "Разработка и поставка соусов.", status="approval"),
    DemoContract("АО «Натур Ингредиентс»", "280000", 3, "Мюсли под маркой заказчика.", kind="services"),
)


def load(demo: Demo) -> None:
    """Make them; the tasks of the diagram wait for the people of the demo."""
    ours = demo.made[legal_entity.name]["Здоровый перекус"]
    for each in CONTRACTS:
        begin = (demo.now - timedelta(days=each.days_ago)).date()
        values: dict[str, Any] = {
            "legal_entity": ours,
            "counterparty": demo.made[counterparty.name][each.client],
            "contract_with": "customer",
            "kind": each.kind,
            "contract_date": begin,
            "valid_until": begin + timedelta(days=365),
            "amount": each.amount,
            "summary": each.summary,
            "signatory": demo.people["director"],
            "initiator": demo.people["manager"],
        }
        record_id = demo.add(contract, values, each.days_ago)
        if each.status:
            demo.move(contract, record_id, ((each.status, {}),), "manager", each.days_ago)
