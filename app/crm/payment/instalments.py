"""An amount in instalments: planned payments of an order or a deal, made at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any

from dateutil.relativedelta import relativedelta

from app.crm.payment.record_type import payment
from app.engine import UnitOfWork
from app.records.commands.create import create_record
from app.records.commands.status import request_status

KOPECK = Decimal("0.01")
MOST = 60
MONTH, TWO_WEEKS, WEEK = "month", "two_weeks", "week"
STEPS: dict[str, Callable[[int], Any]] = {
    MONTH: lambda place: relativedelta(months=place),
    TWO_WEEKS: lambda place: timedelta(days=14 * place),
    WEEK: lambda place: timedelta(days=7 * place),
}


@dataclass(frozen=True)
class Instalment:
    """One of several payments."""

    day: date
    amount: Decimal


def split(
    total: Decimal, count: int, first: date, step: str = MONTH, prepayment: Decimal | None = None
) -> list[Instalment]:
    """Share an amount out: equal parts to the kopeck, of which the last has what rounding leaves.

    Parameters:
        count: from 1 to `MOST`.
        first: the day of the first.
        step: from one to the next, of STEPS; a month later is the same day, or the last one of a shorter month.
        prepayment: per cent of the first, when it differs from the others.

    Raises:
        ValueError: a part would be nothing.
    """
    amounts = list(_amounts(total, count, prepayment))
    if not all(amounts):
        raise ValueError("an instalment of nothing")
    return [Instalment(first + STEPS[step](place), amount) for place, amount in enumerate(amounts)]


def _amounts(total: Decimal, count: int, prepayment: Decimal | None) -> Iterator[Decimal]:
    if prepayment is not None and count > 1:
        first = (total * prepayment / 100).quantize(KOPECK, ROUND_HALF_UP)
        yield first
        yield from _amounts(total - first, count - 1, None)
        return
    part = (total / count).quantize(KOPECK, ROUND_DOWN)
    yield from [part] * (count - 1)
    yield total - part * (count - 1)


def plan(unit: UnitOfWork, common: dict[str, Any], instalments: Sequence[Instalment]) -> list[Any]:
    """Make planned payments.

    Parameters:
        common: typed values of all of them.

    Returns:
        The payments.

    Raises:
        Forbidden, RecordRefused, Refusal: as of `create_record` and `request_status`.
    """
    made = []
    for each in instalments:
        record = create_record(unit, payment, {**common, "amount": each.amount, "planned_payment_date": each.day})
        request_status(unit, payment, record.id, "planned")
        made.append(record)
    return made
