"""The demo catalogue of a food supplier."""

from decimal import Decimal

from sqlalchemy import select

from app.crm.product.record_type import product
from app.crm.unit.models import Unit
from app.crm.vat_rate.models import VatRate
from app.db import db
from app.records.demo import Demo

PRODUCTS = (
    ("Каша овсяная «Утренняя», 400 г", "KO-400", "product", "796", "86.50", "vat10"),
    ("Мюсли с орехами, 350 г", "MO-350", "product", "796", "142.00", "vat10"),
    ("Гречка ядрица", "GR-01", "product", "166", "74.20", "vat10"),
    ("Сахар-песок, мешок 50 кг", "SP-50", "product", "778", "2890.00", "vat10"),
    ("Соус томатный острый, 500 г", "ST-500", "product", "796", "118.00", "vat22"),
    ("Снеки ржаные с чесноком, 80 г", "SN-80", "product", "796", "34.90", "vat22"),
    ("Набор «Праздничный»", "NB-NY", "product", "796", "1500.00", "vat22"),
    ("Разработка рецептуры СТМ", "US-STM", "service", "642", "200000.00", "vat22"),
    ("Дизайн упаковки", "US-DIZ", "service", "642", "85000.00", "vat22"),
    ("Доставка по Москве и области", "US-DOST", "service", "642", "6500.00", "vat22"),
)


def load(demo: Demo) -> None:
    """Make them."""
    units = dict(db.session.execute(select(Unit.code, Unit.id)).all())
    rates = dict(db.session.execute(select(VatRate.code, VatRate.id)).all())
    for name, article, kind, unit, price, rate in PRODUCTS:
        values = {"name": name, "article": article, "product_type": kind, "price": Decimal(price)}
        demo.add(product, values | {"unit": units[unit], "vat_rate": rates[rate]}, 120)
