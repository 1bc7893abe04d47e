"""The VAT rates that an installation begins with: articles 164 and 346.20 of the Russian tax code."""

from datetime import date
from decimal import Decimal

from app.crm.reference import fill_reference
from app.crm.vat_rate.models import VatRate

VAT_RATES = (
    ("vat22", "Основная, 22 %", "Standard, 22%", Decimal(22), date(2026, 1, 1), None),
    (
        "vat20",
        "Основная до 2026 года, 20 %",
        "Standard before 2026, 20%",
        Decimal(20),
        date(2019, 1, 1),
        date(2025, 12, 31),
    ),
    ("vat10", "Пониженная, 10 %", "Reduced, 10%", Decimal(10), None, None),
    ("vat7", "УСН, 7 %", "Simplified system, 7%", Decimal(7), date(2025, 1, 1), None),
    ("vat5", "УСН, 5 %", "Simplified system, 5%", Decimal(5), date(2025, 1, 1), None),
    ("vat0", "Экспорт, 0 %", "Export, 0%", Decimal(0), None, None),
    ("none", "Без НДС", "No VAT", None, None, None),
)

KINDS = {
    "vat22": "standard",
    "vat20": "standard",
    "vat10": "reduced",
    "vat7": "simplified7",
    "vat5": "simplified5",
    "vat0": "export",
    "none": "none",
}


def fill() -> None:
    """Add them."""
    fill_reference(
        VatRate,
        [(code, name, english) for code, name, english, *_rest in VAT_RATES],
        [
            {"kind": KINDS[code], "rate": rate, "valid_from": begin, "valid_to": end}
            for code, _name, _english, rate, begin, end in VAT_RATES
        ],
    )
