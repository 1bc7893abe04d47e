"""The reference data that an installation begins with (domain §11)."""

from sqlalchemy import func, insert, select

from app.clock import clock
from app.crm.request_category.models import RequestCategory
from app.crm.request_source.models import RequestSource
from app.db import db, write_transaction

REQUEST_CATEGORIES = (
    ("other", "Другое", "Other"),
    ("wom", "Сарафанное радио", "Word of mouth"),
    ("phone", "Телефон", "Phone"),
    ("email", "Почта", "E-mail"),
    ("community", "Сайт - скачивание com", "Site - download com"),
    ("cloud", "Сайт - демо-доступ в облаке", "Site - demo access in cloud"),
    ("price", "Сайт - запрос стоимости", "Site - price request"),
    ("consult", "Сайт - консультация", "Site - consulting"),
    ("demonstration", "Сайт - запрос демонстрации", "Site - demonstration"),
    ("demo-access", "Сайт - демо-доступ", "Site - demo access"),
    ("community-subscription", "Сайт - подписка com", "Site - subscription com"),
    ("partnership-request", "Сайт - заявка на партнёрство", "Site - partnership request"),
    ("special-offer", "Сайт - акция", "Site - special offer"),
)
REQUEST_SOURCES = (
    ("google_search", "Google поиск", "Google search"),
    ("yandex_search", "Яндекс поиск", "Yandex search"),
    ("referral", "Переход со стороннего сайта", "Transition from a third-party site"),
    ("ad", "Реклама в Яндекс.Директ", "Advertising in Yandex.Direct"),
    ("direct", "Прямая ссылка", "Direct link"),
    ("mail", "Письмо с почты", "Letter from mail"),
    ("relations", "По знакомству", "By acquaintance"),
    ("articles_and_ratings", "Статьи и рейтинги", "Articles and ratings"),
    ("other", "Другое", "Other"),
    ("unknown", "Неизвестный", "Unknown"),
)


def ensure_reference_data() -> None:
    """Fill the request categories and sources of a database that has none."""
    for model, rows in ((RequestCategory, REQUEST_CATEGORIES), (RequestSource, REQUEST_SOURCES)):
        if db.session.scalar(select(func.count()).select_from(model)) == 0:
            _fill(model, rows)


def _fill(model: type, rows: tuple[tuple[str, str, str], ...]) -> None:
    now = clock.now()
    values = [
        {
            "code": code,
            "name": name,
            "name_en": english,
            "search_text": f"{code} {name} {english}".lower(),
            "created_at": now,
            "modified_at": now,
            "custom": {},
            "revision": 1,
        }
        for code, name, english in rows
    ]
    with write_transaction():
        db.session.execute(insert(model), values)
