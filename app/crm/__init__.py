"""The CRM: one package per record type, and one for each thing that several of them do."""

from flask import Flask

from app.crm import (
    activity,
    agreements,
    assignment,
    assignment_of_manager,
    calendar,
    contacts,
    contract,
    contract_subject,
    counterparty,
    deal,
    demo_year,
    lead,
    legal_entity,
    line_items,
    marketing,
    order,
    payment,
    product,
    registries,
    request_category,
    request_source,
    supplementary_agreement,
    unit,
    vat_rate,
)

PACKAGES = (
    lead,
    deal,
    order,
    payment,
    counterparty,
    legal_entity,
    contract,
    supplementary_agreement,
    assignment,
    activity,
    calendar,
    product,
    request_category,
    request_source,
    contract_subject,
    unit,
    vat_rate,
    line_items,
    agreements,
    registries,
    marketing,
    contacts,
    assignment_of_manager,
    demo_year,
)


def init_app(app: Flask) -> None:
    """Let every package add what it has."""
    for package in PACKAGES:
        package.init_app(app)
