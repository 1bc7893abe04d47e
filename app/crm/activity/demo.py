"""The demo activities of the demo deals and clients."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.crm.activity.record_type import CALL, COMMENT, EMAIL, MEETING, activity
from app.crm.deal.models import Deal
from app.db import db
from app.records.demo import Demo


@dataclass(frozen=True)
class DemoActivity:
    """An activity of a deal; days are counted from now, negative ones lie behind."""

    deal: str
    kind: str
    topic: str
    text: str
    days: float
    minutes: int = 15
    responsible: str = "manager"
    participants: tuple[str, ...] = ()
    made_days_ago: float = 6
    result: str = ""
    status: str = ""
    repeat: str = ""


SNACKS, SAUCES, GIFTS = "Поставка снеков", "Новая линейка соусов", "Праздничные наборы"
ACTIVITIES = (
    DemoActivity(SNACKS, CALL, "Уточнить объём", "Сколько коробок в месяц?", -4, result="200 коробок"),
    DemoActivity(SNACKS, COMMENT, "", "Клиент просит отгрузку до 10 числа.", -3, made_days_ago=3),
    DemoActivity(SNACKS, MEETING, "Дегустация", "Показать новые вкусы.", 1.1, 90, participants=("manager2",)),
    DemoActivity(SAUCES, EMAIL, "Отправить рецептуры", "Три варианта.", -1, responsible="manager2"),
    DemoActivity(SAUCES, CALL, "Согласовать цену", "Скидка не больше 5 %.", 0.2, responsible="manager2"),
    DemoActivity(GIFTS, MEETING, "Еженедельная сверка", "Остатки и заказы.", 2.2, 60, repeat="weekly"),
    DemoActivity(GIFTS, CALL, "Позвонить в бухгалтерию", "Счёт потеряли.", 3, status="canceled"),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    deals = dict(db.session.execute(select(Deal.name, Deal.id)).all())
    for each in ACTIVITIES:
        begins = (demo.now + timedelta(days=each.days)).replace(minute=0, second=0, microsecond=0)
        values: dict[str, Any] = {
            "kind": each.kind,
            "topic": each.topic or None,
            "text": f"<p>{each.text}</p>",
            "deal": deals[each.deal],
            "responsible": demo.people[each.responsible],
            "participants": [demo.people[login] for login in each.participants],
            "repeat": each.repeat or None,
        }
        if each.kind != COMMENT:
            values |= {"activity_date": begins, "activity_end": begins + timedelta(minutes=each.minutes)}
        record_id = demo.add(activity, values, each.made_days_ago)
        if each.result:
            demo.move(activity, record_id, (("completed", {"result": f"<p>{each.result}</p>"}),), each.responsible, 4)
        elif each.status:
            demo.move(activity, record_id, ((each.status, {}),), each.responsible, 4)
