"""The request categories that an installation begins with (domain §11)."""

from app.crm.reference import fill_reference
from app.crm.request_category.models import RequestCategory

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


def fill() -> None:
    """Add them."""
    fill_reference(RequestCategory, REQUEST_CATEGORIES)
