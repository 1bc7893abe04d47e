"""The demo deals."""

from datetime import timedelta

from app.crm.deal.record_type import deal
from app.crm.demo import DOLGORUKAYA, LYUTIKOV, MELNIKOV, TRUDNIKOV, DemoOpportunity, add_opportunities, way_of
from app.records.demo import Demo

DEALS = (
    DemoOpportunity("Быстрый завтрак", "Утро", None, 0, amount="780400", category="email", source="mail"),
    DemoOpportunity("Продукция СТМ", "Лавка у дома", None, 3, amount="678000", category="price"),
    DemoOpportunity(
        "Поставка снеков",
        "ХрустЛогистик",
        "manager",
        14,
        way_of("firstContact"),
        "450000",
        client="ООО «ХрустЛогистик»",
        contacts=(LYUTIKOV,),
    ),
    DemoOpportunity(
        "СТМ для сети «Сахар Юга»",
        "Сахар Юга",
        "manager2",
        18,
        way_of("firstContact", "identifyNeeds"),
        "1000000",
        client="ПАО «Сахар Юга»",
        contacts=(MELNIKOV,),
        source="articles_and_ratings",
    ),
    DemoOpportunity(
        "Продажа продукции",
        "Натур Ингредиентс",
        "manager",
        24,
        way_of("firstContact", "identifyNeeds", "presentation"),
        "560000",
        client="АО «Натур Ингредиентс»",
        contacts=(DOLGORUKAYA,),
        description="Разработка и продажа СТМ в сеть",
        source="yandex_search",
        watched=True,
    ),
    DemoOpportunity(
        "Поставка расфасованной продукции",
        "Эйжан Фуд",
        "manager2",
        33,
        way_of("firstContact", "presentation", "offerPreparation"),
        "37000000",
        client="ООО «Эйжан Фуд»",
        contacts=(TRUDNIKOV,),
        category="wom",
    ),
    DemoOpportunity(
        "Новая линейка соусов",
        "Эйжан Фуд",
        "manager",
        40,
        way_of("firstContact", "identifyNeeds", "presentation", "offerPreparation", "prototype"),
        "630000",
        client="ООО «Эйжан Фуд»",
        contacts=(TRUDNIKOV,),
    ),
    DemoOpportunity(
        "Годовой контракт на упаковку",
        "Натур Ингредиентс",
        "manager",
        48,
        way_of("firstContact", "presentation", "offerPreparation", "decision"),
        "12000000",
        client="АО «Натур Ингредиентс»",
        contacts=(DOLGORUKAYA,),
        source="relations",
    ),
    DemoOpportunity(
        "Праздничные наборы",
        "ХрустЛогистик",
        "manager",
        60,
        way_of("firstContact", "offerPreparation", "decision", "completed"),
        "950000",
        client="ООО «ХрустЛогистик»",
        contacts=(LYUTIKOV,),
        last_by="director",
    ),
    DemoOpportunity(
        "Экспорт в Казахстан",
        "Сахар Юга",
        "manager2",
        52,
        way_of("firstContact", "presentation", ("pause", {"resume_date": timedelta(days=30)})),
        "8200000",
        client="ПАО «Сахар Юга»",
        contacts=(MELNIKOV,),
        source="referral",
    ),
    DemoOpportunity(
        "Пробная партия",
        "Утро",
        "manager2",
        70,
        way_of("firstContact", ("refusal", {"refusal_reason": "expensive"})),
        "120000",
        source="ad",
    ),
    DemoOpportunity(
        "Заявка без контактов", "Неизвестно", "manager", 80, way_of("dropout"), category="other", source="unknown"
    ),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    add_opportunities(demo, deal, "company", DEALS)
