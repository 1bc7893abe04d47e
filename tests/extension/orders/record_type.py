"""The declaration of orders."""

from decimal import Decimal

from app.records.fields import (
    DateField,
    DecimalField,
    FileField,
    IntegerField,
    MoneyField,
    PercentField,
    PersonField,
    ReferenceField,
    RowsField,
    StatusField,
    TextField,
)
from app.records.types import Board, Column, Journal, MenuPlace, RecordType
from tests.extension.orders.models import SampleOrder, SampleOrderLine

LINES = RowsField(
    "lines",
    "Позиции",
    rows=SampleOrderLine,
    title="article",
    found_by=("article",),
    totals=("quantity", "total"),
    unique=("article",),
    fields=(
        TextField("article", "Артикул", max_length=255),
        ReferenceField("supplier", "Поставщик", target="counterparty"),
        FileField("drawing", "Чертёж", accept=("application/pdf", "image/*"), personal=True),
        DecimalField("quantity", "Количество", scale=3, minimum=Decimal("0.001")),
        MoneyField("price", "Цена"),
        MoneyField("total", "Сумма", formula="quantity * price"),
    ),
)

order = RecordType(
    name="supply_order",
    plural="supply-orders",
    model=SampleOrder,
    label="Заказ поставщику",
    label_plural="Заказы поставщикам",
    new_label="Создать заказ поставщику",
    display=lambda record: f"Заказ поставщику № {record.number}: {record.name}",
    display_columns=("number", "name"),
    optional_names=("number",),
    icon="briefcase",
    menu=MenuPlace("sections", 30),
    searchable=True,
    responsible="manager",
    amount="amount",
    numbered=True,
    fields=(
        IntegerField("number", "Номер", read_only=True),
        TextField("name", "Название", max_length=255),
        StatusField("status", "Статус"),
        ReferenceField("counterparty", "Контрагент", target="counterparty"),
        PersonField("manager", "Ответственный"),
        TextField("currency", "Валюта", max_length=3, read_only=True),
        DateField("delivery_date", "Дата поставки"),
        PercentField("discount", "Скидка"),
        FileField("scan", "Подписанный заказ", accept=("application/pdf", "image/*"), personal=True),
        FileField("documents", "Документы", many=True),
        LINES,
        MoneyField("subtotal", "Без скидки", formula="sum(lines.total[item != null])"),
        MoneyField("amount", "Итого", formula="subtotal * (1 - (if discount = null then 0 else discount) / 100)"),
    ),
    journal=Journal(
        columns=(
            Column("number", link=True),
            Column("name"),
            Column("status"),
            Column("counterparty"),
            Column("lines.article"),
            Column("amount"),
        ),
    ),
    board=Board(title="name", subtitle=("counterparty",), fields=("manager", "amount")),
    forms={"properties": "supply-order"},
    search=("number", "name", "lines"),
)
