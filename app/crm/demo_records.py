"""What the demo records hold."""

from dataclasses import dataclass, field
from typing import Any

Way = tuple[tuple[str, dict[str, Any]], ...]


@dataclass(frozen=True)
class DemoRecord:
    """A lead or a deal, and the statuses it has walked through since it was made `days_ago`."""

    name: str
    company: str
    manager: str | None
    days_ago: int
    way: Way = ()
    amount: str = ""
    client: str = ""
    category: str = "phone"
    source: str = "google_search"
    description: str = ""
    number_of_users: str | None = None
    contacts: tuple[dict[str, Any], ...] = field(default=())
    watched: bool = False


class DemoLead(DemoRecord):
    pass


class DemoDeal(DemoRecord):
    pass


def _contact(full_name: str, position: str, phone: str, email: str, main: bool = True) -> dict[str, Any]:
    return {"full_name": full_name, "position": position, "phone": phone, "email": email, "main": main}


def _way(*statuses: str | tuple[str, dict[str, Any]]) -> Way:
    return tuple((each, {}) if isinstance(each, str) else each for each in statuses)


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

_LYUTIKOV = _contact("Андрей Константинович Лютиков", "Генеральный директор", "+7 495 123-45-67", "ceo@hrust.example")
_DOLGORUKAYA = _contact("София Ивановна Долгорукая", "Директор по закупкам", "+7 812 765-43-22", "sofia@natur.example")
_TRUDNIKOV = _contact("Иван Константинович Трудников", "Закупщик", "+7 343 222-11-01", "ivan@asianfood.example")
_MELNIKOV = _contact("Пётр Ильич Мельников", "Коммерческий директор", "+7 861 200-30-41", "petr@sugar.example")
_OSIPOVA = _contact("Анна Осипова", "Офис-менеджер", "+7 916 555-01-02", "anna@vesna.example")
_KIM = _contact("Виктор Ким", "Руководитель отдела ИТ", "+7 921 300-40-50", "kim@severmetal.example")

LEADS = (
    DemoLead(
        "Заявка с сайта: демонстрация",
        "Весна",
        None,
        0,
        category="demonstration",
        source="yandex_search",
        contacts=(_OSIPOVA,),
        number_of_users="20",
        description="Хотят посмотреть на работу со сделками.",
    ),
    DemoLead(
        "Запрос стоимости на 150 пользователей",
        "Северметалл",
        None,
        1,
        category="price",
        source="google_search",
        contacts=(_KIM,),
        number_of_users="150",
        amount="2400000",
    ),
    DemoLead("Звонок: автоматизация договоров", "Альфа-Строй", None, 2, source="relations"),
    DemoLead(
        "Консультация по внедрению",
        "Медтехника",
        "manager",
        6,
        _way("interest"),
        category="consult",
        source="ad",
        amount="850000",
        number_of_users="35",
    ),
    DemoLead(
        "Обучение аналитиков",
        "Институт развития",
        "manager2",
        9,
        _way("nurturing"),
        category="email",
        source="mail",
        description="Просят программу курса и цены.",
    ),
    DemoLead(
        "Замена старой CRM",
        "Балтийские линии",
        "manager",
        12,
        _way("nurturing", "interest"),
        category="wom",
        source="relations",
        amount="1900000",
        contacts=(_DOLGORUKAYA,),
        watched=True,
    ),
    DemoLead(
        "Партнёрство в регионе",
        "Уралсервис",
        "manager2",
        20,
        _way("interest", "pause"),
        category="partnership-request",
        source="direct",
    ),
    DemoLead(
        "Скачивание бесплатной версии",
        "Частное лицо",
        "manager",
        25,
        _way(("disqualified", {"disqualification_reason": "not_target"})),
        category="community",
        source="yandex_search",
    ),
    DemoLead(
        "Поставка снеков для сети",
        "ХрустЛогистик",
        "manager",
        30,
        _way("interest", "deal_creation"),
        client="ООО «ХрустЛогистик»",
        category="phone",
        amount="780400",
        contacts=(_LYUTIKOV,),
    ),
)

DEALS = (
    DemoDeal("Быстрый завтрак", "Утро", None, 0, amount="780400", category="email", source="mail"),
    DemoDeal("Продукция СТМ", "Лавка у дома", None, 3, amount="678000", category="price"),
    DemoDeal(
        "Поставка снеков",
        "ХрустЛогистик",
        "manager",
        14,
        _way("firstContact"),
        "450000",
        client="ООО «ХрустЛогистик»",
        contacts=(_LYUTIKOV,),
    ),
    DemoDeal(
        "СТМ для сети «Сахар Юга»",
        "Сахар Юга",
        "manager2",
        18,
        _way("firstContact", "identifyNeeds"),
        "1000000",
        client="ПАО «Сахар Юга»",
        contacts=(_MELNIKOV,),
        source="articles_and_ratings",
    ),
    DemoDeal(
        "Продажа продукции",
        "Натур Ингредиентс",
        "manager",
        24,
        _way("firstContact", "identifyNeeds", "presentation"),
        "560000",
        client="АО «Натур Ингредиентс»",
        contacts=(_DOLGORUKAYA,),
        description="Разработка и продажа СТМ в сеть",
        source="yandex_search",
        watched=True,
    ),
    DemoDeal(
        "Поставка расфасованной продукции",
        "Эйжан Фуд",
        "manager2",
        33,
        _way("firstContact", "presentation", "offerPreparation"),
        "37000000",
        client="ООО «Эйжан Фуд»",
        contacts=(_TRUDNIKOV,),
        category="wom",
    ),
    DemoDeal(
        "Новая линейка соусов",
        "Эйжан Фуд",
        "manager",
        40,
        _way("firstContact", "identifyNeeds", "presentation", "offerPreparation", "prototype"),
        "630000",
        client="ООО «Эйжан Фуд»",
        contacts=(_TRUDNIKOV,),
    ),
    DemoDeal(
        "Годовой контракт на упаковку",
        "Натур Ингредиентс",
        "manager",
        48,
        _way("firstContact", "presentation", "offerPreparation", "decision"),
        "12000000",
        client="АО «Натур Ингредиентс»",
        contacts=(_DOLGORUKAYA,),
        source="relations",
    ),
    DemoDeal(
        "Праздничные наборы",
        "ХрустЛогистик",
        "manager",
        60,
        _way("firstContact", "offerPreparation", "decision", "completed"),
        "950000",
        client="ООО «ХрустЛогистик»",
        contacts=(_LYUTIKOV,),
    ),
    DemoDeal(
        "Экспорт в Казахстан",
        "Сахар Юга",
        "manager2",
        52,
        _way("firstContact", "presentation", "pause"),
        "8200000",
        client="ПАО «Сахар Юга»",
        contacts=(_MELNIKOV,),
        source="referral",
    ),
    DemoDeal("Пробная партия", "Утро", "manager2", 70, _way("firstContact", "refusal"), "120000", source="ad"),
    DemoDeal("Заявка без контактов", "Неизвестно", "manager", 80, _way("dropout"), category="other", source="unknown"),
)
