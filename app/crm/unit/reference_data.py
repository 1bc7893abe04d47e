"""The units that an installation begins with: codes and signs of OKEI (OK 015-94)."""

from app.crm.reference import fill_reference
from app.crm.unit.models import Unit

UNITS = (
    ("796", "Штука", "Piece", "шт", "pc"),
    ("166", "Килограмм", "Kilogram", "кг", "kg"),
    ("163", "Грамм", "Gram", "г", "g"),
    ("168", "Тонна", "Tonne", "т", "t"),
    ("112", "Литр", "Litre", "л", "l"),
    ("006", "Метр", "Metre", "м", "m"),
    ("055", "Квадратный метр", "Square metre", "м²", "m²"),
    ("113", "Кубический метр", "Cubic metre", "м³", "m³"),
    ("778", "Упаковка", "Package", "упак", "pack"),
    ("812", "Ящик", "Crate", "ящ", "crate"),
    ("356", "Час", "Hour", "ч", "h"),
    ("359", "Сутки", "Day", "сут", "d"),
    ("362", "Месяц", "Month", "мес", "month"),
    ("642", "Единица", "Unit", "ед", "unit"),
    ("876", "Условная единица", "Conventional unit", "усл. ед", "c.u."),
)


def fill() -> None:
    """Add them."""
    fill_reference(
        Unit,
        [(code, name, english) for code, name, english, _short, _short_english in UNITS],
        [{"short_name": short, "short_name_en": english} for *_names, short, english in UNITS],
    )
