"""The demo leads."""

from datetime import timedelta

from app.crm.demo import DOLGORUKAYA, KIM, LYUTIKOV, OSIPOVA, DemoOpportunity, add_opportunities, way_of
from app.crm.lead.record_type import lead
from app.records.demo import Demo

LEADS = (
    DemoOpportunity(
        "Заявка с сайта: демонстрация",
        "Весна",
        None,
        0,
        category="demonstration",
        source="yandex_search",
        contacts=(OSIPOVA,),
        number_of_users="20",
        description="Хотят посмотреть на работу со сделками.",
    ),
    DemoOpportunity(
        "Запрос стоимости на 150 пользователей",
        "Северметалл",
        None,
        1,
        category="price",
        source="google_search",
        contacts=(KIM,),
        number_of_users="150",
        amount="2400000",
    ),
    DemoOpportunity("Звонок: автоматизация договоров", "Альфа-Строй", None, 2, source="relations"),
    DemoOpportunity(
        "Консультация по внедрению",
        "Медтехника",
        "manager",
        6,
        way_of("interest"),
        category="consult",
        source="ad",
        amount="850000",
        number_of_users="35",
    ),
    DemoOpportunity(
        "Обучение аналитиков",
        "Институт развития",
        "manager2",
        9,
        way_of("nurturing"),
        category="email",
        source="mail",
        description="Просят программу курса и цены.",
    ),
    DemoOpportunity(
        "Замена старой CRM",
        "Балтийские линии",
        "manager",
        12,
        way_of("nurturing", "interest"),
        category="wom",
        source="relations",
        amount="1900000",
        contacts=(DOLGORUKAYA,),
        watched=True,
    ),
    DemoOpportunity(
        "Партнёрство в регионе",
        "Уралсервис",
        "manager2",
        20,
        way_of("interest", ("pause", {"resume_date": timedelta(days=30)})),
        category="partnership-request",
        source="direct",
    ),
    DemoOpportunity(
        "Скачивание бесплатной версии",
        "Частное лицо",
        "manager",
        25,
        way_of(("disqualified", {"disqualification_reason": "not_target"})),
        category="community",
        source="yandex_search",
    ),
    DemoOpportunity(
        "Поставка снеков для сети",
        "ХрустЛогистик",
        "manager",
        30,
        way_of("interest", "deal_creation"),
        client="ООО «ХрустЛогистик»",
        category="phone",
        amount="780400",
        contacts=(LYUTIKOV,),
    ),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    add_opportunities(demo, lead, "counterparty_text", LEADS)
