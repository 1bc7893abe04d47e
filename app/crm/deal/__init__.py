"""Deals."""

from app.crm.deal.record_type import deal as deal
