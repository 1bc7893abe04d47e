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
    """An activity of a deal; days and hours are counted from now, negative ones lie behind."""

    deal: str
    kind: str
    topic: str
    text: str
    days: float
    minutes: int = 30
    responsible: str = "manager"
    participants: tuple[str, ...] = ()
    made_days_ago: float = 6
    result: str = ""
    status: str = ""
    repeat: str = ""


ACTIVITIES = (
    DemoActivity("Поставка снеков", CALL, "Уточнить объём", "<p>Сколько коробок в месяц?</p>", -4, 15, result="<p>200 коробок</p>"),
    DemoActivity("Поставка снеков", COMMENT, "", "<p>Клиент просит отгрузку до 10 числа.</p>", -3, made_days_ago=3),
    DemoActivity("Поставка снеков", MEETING, "Дегустация", "<p>Показать новые вкусы.</p>", 1.1, 90, participants=("manager2",)),
    DemoActivity("Новая линейка соусов", EMAIL, "Отправить рецептуры", "<p>Три варианта.</p>", -1, 15, "manager2"),
    DemoActivity("Новая линейка соусов", CALL, "Согласовать цену", "<p>Скидка не больше 5 %.</p>", 0.2, 15, "manager2"),
    DemoActivity("Праздничные наборы", MEETING, "Еженедельная сверка", "<p>Остатки и заказы.</p>", 2.2, 60, repeat="weekly"),
    DemoActivity("Праздничные наборы", CALL, "Позвонить в бухгалтерию", "<p>Счёт потеряли.</p>", 3, 15, status="canceled"),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    deals = dict(db.session.execute(select(Deal.name, Deal.id)).all())
    for each in ACTIVITIES:
        begins = (demo.now + timedelta(days=each.days)).replace(minute=0, second=0, microsecond=0)
        values: dict[str, Any] = {
            "kind": each.kind,
            "topic": each.topic or None,
            "text": each.text,
            "deal": deals[each.deal],
            "responsible": demo.people[each.responsible],
            "participants": [demo.people[login] for login in each.participants],
            "repeat": each.repeat or None,
        }
        if each.kind != COMMENT:
            values |= {"activity_date": begins, "activity_end": begins + timedelta(minutes=each.minutes)}
        record_id = demo.add(activity, values, each.made_days_ago)
        if each.result:
            demo.move(activity, record_id, (("completed", {"result": each.result}),), each.responsible, 4)
        elif each.status:
            demo.move(activity, record_id, ((each.status, {}),), each.responsible, 4)
