"""Bank accounts of counterparties and of our own companies."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.records.models import Row, row_indexes


class BankAccount(Row, Base):
    __tablename__ = "bank_account"
    __table_args__ = row_indexes("bank_account")

    field: Mapped[str] = mapped_column(String(64), default="bank_accounts")
    main: Mapped[bool] = mapped_column(default=False)
    bank_title: Mapped[str | None] = mapped_column(String(255))
    bank_id: Mapped[str | None] = mapped_column(String(9))
    account_number: Mapped[str | None] = mapped_column(String(20))
    correspondent_account: Mapped[str | None] = mapped_column(String(20))
    iban: Mapped[str | None] = mapped_column(String(42))
    swift: Mapped[str | None] = mapped_column(String(11))
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
