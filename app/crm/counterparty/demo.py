"""The demo counterparties."""

from typing import Any

from app.crm.counterparty.record_type import counterparty
from app.records.demo import Demo


def _contact(full_name: str, position: str, phone: str, email: str, main: bool = True) -> dict[str, Any]:
    return {"full_name": full_name, "position": position, "phone": phone, "email": email, "main": main}


def _account(number: str, main: bool = True) -> dict[str, Any]:
    bank = {"bank_title": "ПАО Сбербанк", "bank_id": "044525225", "correspondent_account": "30101810400000000225"}
    return {**bank, "account_number": number, "main": main}


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
        "addresses": [
            {"kind": "warehouse", "address": "142700, Московская обл., г. Видное, ул. Складская, д. 3, корп. 2"},
            {"kind": "shop", "address": "115114, г. Москва, Летниковская ул., д. 10", "comment": "Вход со двора"},
        ],
        "bank_accounts": [_account("40702810600000001231")],
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
        "ceo_name": "Мельников Пётр Ильич",
        "phone": "+7 861 200-30-40",
        "email": "zakaz@sugar.example",
    },
    {
        "full_organization_name": "ИП Ветрова Ольга Павловна",
        "short_organization_name": "Ветрова",
        "counterparty_type": "buyer",
        "counterparty_kind": "individualEntrepreneur",
        "inn": "500100732259",
        "ogrnip": "304500116000157",
        "juridical_address": "141700, Московская обл., г. Долгопрудный, ул. Первомайская, д. 5",
        "post_address": "141700, Московская обл., г. Долгопрудный, а/я 17",
        "phone": "+7 903 200-10-20",
        "email": "vetrova@kafe.example",
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
        "ceo_name": "Орлова Мария Сергеевна",
        "phone": "+7 473 255-66-77",
        "email": "info@pack.example",
    },
)


def load(demo: Demo) -> None:
    """Make them."""
    for each in COUNTERPARTIES:
        keeper = demo.people["manager"]
        ours = {"initiator": keeper, "manager": keeper, "responsible_people": [keeper]}
        demo.add(counterparty, {**ours, **each})
