"""The demo counterparties."""

from typing import Any

from app.crm.counterparty.record_type import counterparty
from app.records.demo import Demo


def _contact(full_name: str, position: str, phone: str, email: str, main: bool = True) -> dict[str, Any]:
    return {"full_name": full_name, "position": position, "phone": phone, "email": email, "main": main}


COUNTERPARTIES = (
    {
        "full_organization_name": "ООО «ХрустЛогистик»",
        "short_organization_name": "ХрустЛогистик",
        "counterparty_type": "buyer",
        "counterparty_kind": "legalEntity",
        "legal_form": "ooo",
        "inn": "7707083893",
        "kpp": "770701001",
        "juridical_address": "115114, г. Москва, Дербеневская наб., д. 7",
        "post_address": "115114, г. Москва, Дербеневская наб., д. 7",
        "ceo_name": "Лютиков Андрей Константинович",
        "phone": "+7 495 123-45-67",
        "email": "office@hrust.example",
        "contacts": [
            _contact("Андрей Константинович Лютиков", "Генеральный директор", "+7 495 123-45-67", "ceo@hrust.example")
        ],
    },
    {
        "full_organization_name": "АО «Натур Ингредиентс»",
        "short_organization_name": "Натур Ингредиентс",
        "counterparty_type": "buyer",
        "counterparty_kind": "legalEntity",
        "legal_form": "ao",
        "inn": "7736050003",
        "kpp": "773601001",
        "juridical_address": "190000, г. Санкт-Петербург, Невский пр., д. 28",
        "post_address": "190000, г. Санкт-Петербург, Невский пр., д. 28",
        "ceo_name": "Долгорукая София Ивановна",
        "phone": "+7 812 765-43-21",
        "email": "info@natur.example",
    },
    {
        "full_organization_name": "ООО «Эйжан Фуд»",
        "short_organization_name": "Эйжан Фуд",
        "counterparty_type": "buyer",
        "counterparty_kind": "legalEntity",
        "legal_form": "ooo",
        "inn": "7728168971",
        "kpp": "772801001",
        "juridical_address": "620014, г. Екатеринбург, ул. Малышева, д. 51",
        "post_address": "620014, г. Екатеринбург, ул. Малышева, д. 51",
        "ceo_name": "Трудников Иван Константинович",
        "phone": "+7 343 222-11-00",
        "email": "sales@asianfood.example",
    },
    {
        "full_organization_name": "ПАО «Сахар Юга»",
        "short_organization_name": "Сахар Юга",
        "counterparty_type": "buyer",
        "counterparty_kind": "legalEntity",
        "legal_form": "pao",
        "inn": "5003052454",
        "kpp": "500301001",
        "juridical_address": "350000, г. Краснодар, ул. Красная, д. 122",
        "post_address": "350000, г. Краснодар, ул. Красная, д. 122",
        "ceo_name": "Мельников Пётр Ильич",
        "phone": "+7 861 200-30-40",
        "email": "zakaz@sugar.example",
    },
    {
        "full_organization_name": "ООО «Упаковка Плюс»",
        "short_organization_name": "Упаковка Плюс",
        "counterparty_type": "provider",
        "counterparty_kind": "legalEntity",
        "legal_form": "ooo",
        "inn": "7710140679",
        "kpp": "771001001",
        "juridical_address": "394036, г. Воронеж, пр. Революции, д. 33",
        "post_address": "394036, г. Воронеж, пр. Революции, д. 33",
        "ceo_name": "Орлова Мария Сергеевна",
        "phone": "+7 473 255-66-77",
        "email": "info@pack.example",
    },
)


def load(demo: Demo) -> None:
    """Make them."""
    for each in COUNTERPARTIES:
        demo.add(counterparty, each)
