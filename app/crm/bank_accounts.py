"""Bank accounts: rows of counterparties and of our own companies (domain §1.5, §1.6).

What ties an account to its bank is a check of the lifecycle files, since it reads two fields of a row.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.crm.currencies import CURRENCIES
from app.crm.requisites import iban_problem, swift_problem
from app.db import Base
from app.i18n import lazy_gettext as _
from app.records.fields import BooleanField, ChoiceField, IdentifierField, RowsField, TextField
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


def bank_accounts_field(personal: bool | Callable[[Any], bool] = False) -> RowsField:
    """The list of bank accounts of a record type.

    Parameters:
        personal: of which records an account is personal data.
    """
    return RowsField(
        "bank_accounts",
        _("Bank accounts"),
        rows=BankAccount,
        title="account_number",
        found_by=("account_number", "iban"),
        at_most_one="main",
        fields=(
            TextField("bank_title", _("Bank"), max_length=255),
            IdentifierField("bank_id", _("BIC"), max_length=9, lengths=(9,)),
            IdentifierField("account_number", _("Account number"), max_length=20, lengths=(20,), personal=personal),
            IdentifierField("correspondent_account", _("Correspondent account"), max_length=20, lengths=(20,)),
            TextField("iban", _("IBAN"), max_length=42, check=iban_problem, personal=personal),
            TextField("swift", _("SWIFT code"), max_length=11, check=swift_problem),
            ChoiceField("currency", _("Account currency"), choices=CURRENCIES),
            BooleanField("main", _("Main account")),
        ),
    )
