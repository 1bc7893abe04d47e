"""How leads, deals, orders and payments of the year go on: each step plans the next one."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy import select

from app.crm.counterparty import counterparty
from app.crm.deal.record_type import deal
from app.crm.demo_year.acting import change, create, move
from app.crm.demo_year.names import Company, names
from app.crm.demo_year.talks import Talks
from app.crm.demo_year.timetable import Timetable
from app.crm.lead.models import Lead
from app.crm.lead.record_type import lead
from app.crm.order.record_type import order
from app.crm.payment.record_type import payment
from app.crm.product.models import Product
from app.db import db
from app.engine import Actor

_DAY = timedelta(days=1)
_LEAD_REASONS = ("no_contact", "not_interested", "expensive", "not_target", "competitor_choice", "duplicate")
_DEAL_REASONS = ("expensive", "competitor_choice", "no_contact", "substitute_choice", "service_unavailable")
_SOURCES = ("yandex_search", "google_search", "relations", "mail", "ad", "articles_and_ratings", "referral")
_CATEGORIES = ("price", "phone", "email", "consult", "demonstration", "wom")
_WAY = ("firstContact", "identifyNeeds", "presentation", "offerPreparation", "prototype", "decision")


class Sales:
    """The sales of the year.

    Parameters:
        timetable: on which the next steps are planned.
        chance: decides what clients do; the same source makes the same year.
        people: who sells, by login, and the director.
        companies: the clients.
        directory: ids of sources and categories by their codes.
    """

    def __init__(
        self,
        timetable: Timetable,
        chance: random.Random,
        people: dict[str, Actor],
        companies: list[Company],
        directory: dict[str, dict[str, int]],
    ) -> None:
        self._timetable, self._chance = timetable, chance
        self._people, self._companies, self._directory = people, companies, directory
        self._sellers = [each for each in people if each != "director"]
        self._clients: dict[str, int] = {}
        self._talks = Talks(timetable, chance)
        self._products = list(db.session.scalars(select(Product).order_by(Product.id)))

    # leads

    def new_lead(self, moment: datetime) -> None:
        """Somebody asks."""
        company, who = self._chance.choice(self._companies), self._seller()
        values = self._opportunity(company, "leads") | {"counterparty_text": company.name, "request_type": "deal"}
        recent = self._timetable.now - moment < 3 * _DAY
        record = create(self._people["director"], lead, values | ({} if recent else {"manager": self._people[who].id}))
        if not recent:
            self._later(moment, 1, 4, partial(self._lead_goes_on, record, company, who))

    def _lead_goes_on(self, record: int, company: Company, who: str, moment: datetime) -> None:
        fate = self._chance.random()
        if fate < 0.3:
            move(
                self._people[who],
                lead,
                record,
                "disqualified",
                disqualification_reason=self._chance.choice(_LEAD_REASONS),
            )
            return
        move(self._people[who], lead, record, "interest" if fate < 0.8 else "nurturing")
        if fate < 0.68:
            self._later(moment, 3, 12, partial(self._lead_becomes_deal, record, company, who))
        else:
            self._later(moment, 20, 60, partial(self._lead_cools, record, who))

    def _lead_cools(self, record: int, who: str, moment: datetime) -> None:
        move(self._people[who], lead, record, "disqualified", disqualification_reason="not_interested")

    def _lead_becomes_deal(self, record: int, company: Company, who: str, moment: datetime) -> None:
        move(self._people[who], lead, record, "deal_creation", counterparty=self._client(company, who))
        made = db.session.get_one(Lead, record).created_deal_id or 0
        self._later(moment, 1, 5, partial(self._deal_goes_on, made, company, who, 0))

    # deals

    def new_deal(self, moment: datetime) -> None:
        """A client of old comes back, without a lead."""
        company, who = self._chance.choice(self._companies), self._seller()
        values = self._opportunity(company, "deals") | {
            "company": company.name,
            "manager": self._people[who].id,
            "counterparty": self._client(company, who),
        }
        record = create(self._people[who], deal, values)
        self._later(moment, 1, 5, partial(self._deal_goes_on, record, company, who, 0))

    def _deal_goes_on(self, record: int, company: Company, who: str, step: int, moment: datetime) -> None:
        if self._chance.random() < 0.09:
            move(self._people[who], deal, record, "refusal", refusal_reason=self._chance.choice(_DEAL_REASONS))
            return
        if self._chance.random() < 0.03:
            move(self._people[who], deal, record, "dropout")
            return
        if step == 3:
            change(self._people[who], deal, record, lines=self._lines())
        move(self._people[who], deal, record, _WAY[step])
        if _WAY[step] == "decision":
            self._later(moment, 1, 3, partial(self._deal_is_decided, record, company, who))
            return
        if self._chance.random() < 0.5:
            self._talks.plan(moment, self._people[who], deal=record)
        skips = step + 1 < len(_WAY) - 1 and self._chance.random() < 0.3
        following = step + 2 if skips and step != 2 else step + 1
        self._later(moment, 4, 16, partial(self._deal_goes_on, record, company, who, following))

    def _deal_is_decided(self, record: int, company: Company, who: str, moment: datetime) -> None:
        fate = self._chance.random()
        if fate < 0.2:
            move(self._people["director"], deal, record, "refusal", refusal_reason=self._chance.choice(_DEAL_REASONS))
            return
        move(self._people["director"], deal, record, "completed")
        for number in range(1 if fate < 0.8 else 2):
            self._later(moment, 1 + 20 * number, 4 + 20 * number, partial(self._new_order, record, company, who))

    # orders and payments

    def _new_order(self, of_deal: int, company: Company, who: str, moment: datetime) -> None:
        values = {
            "deal": of_deal,
            "counterparty": self._client(company, who),
            "manager": self._people[who].id,
            "currency": "RUB",
            "order_date": moment,
            "lines": self._lines(),
        }
        record = create(self._people[who], order, values)
        self._later(moment, 1, 3, partial(self._order_goes_on, record, who, 0))
        self._pay_in_parts(record, values | {"moment": moment}, who)

    def _order_goes_on(self, record: int, who: str, step: int, moment: datetime) -> None:
        move(self._people[who], order, record, ("approving", "execution", "completed")[step])
        if step < 2:
            self._later(moment, 4, 15, partial(self._order_goes_on, record, who, step + 1))

    def _pay_in_parts(self, record: int, values: dict[str, Any], who: str) -> None:
        moment = values["moment"]
        total = db.session.get_one(order.model, record).total_amount_with_vat or Decimal(0)
        parts = self._chance.choice((1, 1, 2, 2, 3))
        share = (total / parts).quantize(Decimal("0.01"))
        for number in range(parts):
            planned = moment + (10 + 20 * number) * _DAY
            given = {
                "amount": share if number + 1 < parts else total - share * (parts - 1),
                "currency": "RUB",
                "responsible": self._people[who].id,
                "counterparty": values["counterparty"],
                "order": record,
                "deal": values["deal"],
                "planned_payment_date": planned.date(),
            }
            made = create(self._people[who], payment, given)
            move(self._people[who], payment, made, "planned")
            late = self._chance.choice((0, 0, 0, 2, 9, 21))
            self._timetable.plan(planned + late * _DAY, partial(self._money_comes, made, who))

    def _money_comes(self, record: int, who: str, moment: datetime) -> None:
        if self._chance.random() < 0.04:
            move(self._people["director"], payment, record, "canceled", comment=f"<p>{names()['refused']}</p>")
            return
        move(self._people["director"], payment, record, "paid", fact_payment_date=moment.date())

    # what all of them do

    def _later(self, moment: datetime, least: int, most: int, step: Any) -> None:
        self._timetable.plan(moment + self._chance.randint(least, most) * _DAY, step)

    def _seller(self) -> str:
        return self._chance.choice(self._sellers)

    def _opportunity(self, company: Company, kind: str) -> dict[str, Any]:
        return {
            "name": f"{self._chance.choice(names()[kind])}, {company.name}",
            "amount": Decimal(self._chance.randint(8, 400) * 5_000),
            "description": f"<p>{self._chance.choice(names()['wishes'])}</p>",
            "request_source": self._directory["source"][self._chance.choice(_SOURCES)],
            "request_category": self._directory["category"][self._chance.choice(_CATEGORIES)],
            "contacts": [company.contact],
        }

    def _lines(self) -> list[dict[str, Any]]:
        return [self._line(each) for each in self._chance.sample(self._products, self._chance.randint(1, 4))]

    def _line(self, product: Product) -> dict[str, Any]:
        by_the_thousand = product.product_type == "product" and (product.price or 0) < 1_000
        quantity = self._chance.randint(10, 80) * 50 if by_the_thousand else self._chance.randint(1, 6)
        return {
            "product": product.id,
            "name": product.name,
            "unit": product.unit_id,
            "price": product.price,
            "discount": Decimal(self._chance.choice((0, 0, 0, 3, 5))),
            "quantity": Decimal(quantity),
            "vat_rate": product.vat_rate_id,
        }

    def _client(self, company: Company, who: str) -> int:
        """The counterparty of a company, made when it is needed for the first time."""
        if company.name not in self._clients:
            keeper = self._people[who].id
            values = {
                "full_organization_name": company.full_name,
                "short_organization_name": company.name,
                "counterparty_type": "buyer",
                "counterparty_kind": "legalEntity",
                "legal_form": company.form,
                "inn": company.inn,
                "kpp": f"{company.inn[:4]}01001",
                "juridical_address": company.address,
                "phone": company.contact["phone"],
                "email": company.contact["email"],
                "contacts": [company.contact],
                "initiator": keeper,
                "manager": keeper,
                "responsible_people": [keeper],
            }
            self._clients[company.name] = create(self._people["director"], counterparty, values)
        return self._clients[company.name]
