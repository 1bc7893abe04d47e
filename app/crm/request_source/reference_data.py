"""The request sources that an installation begins with (domain §11)."""

from app.crm.reference import fill_reference
from app.crm.request_source.models import RequestSource

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


def fill() -> None:
    """Add them."""
    fill_reference(RequestSource, REQUEST_SOURCES)
