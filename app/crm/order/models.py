"""Orders."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.line_items.models import LineTotals
from app.db import Base, UtcDateTime
from app.records.models import KEEPS_IDS, RecordWithStatus


class Order(LineTotals, RecordWithStatus, Base):
    __tablename__ = "sales_order"
    __table_args__ = (
        Index("ix_sales_order_received", "order_date", "id", "manager_id", "status"),
        Index("ix_sales_order_status_changed", "status", "status_changed_at", "id", "manager_id"),
        Index(
            "ix_sales_order_totals",
            "status",
            "currency",
            "manager_id",
            "total_amount_with_vat",
            postgresql_include=["id"],
        ),
        Index("ix_sales_order_manager_status", "manager_id", "status", "order_date"),
        Index("ix_sales_order_id_manager", "id", "manager_id"),  # rights on payments follow from it
        KEEPS_IDS,
    )

    order_date: Mapped[datetime] = mapped_column(UtcDateTime)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counterparty_id: Mapped[int] = mapped_column(ForeignKey("counterparty.id"), index=True)
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
