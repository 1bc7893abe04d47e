"""The demo assignments."""

from datetime import timedelta

from sqlalchemy import select

from app.crm.assignment.record_type import assignment
from app.crm.deal.models import Deal
from app.db import db
from app.records.demo import Demo

ASSIGNMENTS = (
    ("Подготовить спецификацию на снеки", "Поставка снеков", "manager2", "high", 2, ("in-progress",)),
    ("Согласовать дату отгрузки", "Поставка снеков", "manager", "middle", -1, ()),
    ("Собрать образцы соусов", "Новая линейка соусов", "manager2", "middle", 5, ("in-progress", "verification")),
    ("Уточнить состав наборов", "Праздничные наборы", "manager", "low", 9, ("clarification",)),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    deals = dict(db.session.execute(select(Deal.name, Deal.id)).all())
    for title, deal, performer, priority, days_left, way in ASSIGNMENTS:
        values = {
            "title": title,
            "deal": deals[deal],
            "initiator": demo.people["director"],
            "performer": demo.people[performer],
            "verifier": demo.people["director"],
            "priority": priority,
            "due_date": demo.now + timedelta(days=days_left),
        }
        record_id = demo.add(assignment, values, 4)
        demo.move(assignment, record_id, tuple((status, {}) for status in way), performer, 4)
