"""Counterparties."""

from app.crm.counterparty.record_type import counterparty as counterparty
