"""The CRM: one package per record type, and one for each thing that several of them do."""

from flask import Flask

from app.crm import (
    assignment_of_manager,
    bank_accounts,
    contacts,
    counterparty,
    deal,
    lead,
    line_items,
    marketing,
    order,
    payment,
    product,
    request_category,
    request_source,
    unit,
    vat_rate,
)

PACKAGES = (
    lead,
    deal,
    order,
    payment,
    counterparty,
    product,
    request_category,
    request_source,
    unit,
    vat_rate,
    line_items,
    bank_accounts,
    marketing,
    contacts,
    assignment_of_manager,
)


def init_app(app: Flask) -> None:
    """Let every package add what it has."""
    for package in PACKAGES:
        package.init_app(app)
