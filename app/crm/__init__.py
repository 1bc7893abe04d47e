"""The CRM: one package per record type, and one for each thing that several of them do."""

from flask import Flask

from app.crm import (
    assignment_of_manager,
    contacts,
    counterparty,
    deal,
    lead,
    marketing,
    request_category,
    request_source,
)

PACKAGES = (lead, deal, counterparty, request_category, request_source, marketing, contacts, assignment_of_manager)


def init_app(app: Flask) -> None:
    """Let every package add what it has."""
    for package in PACKAGES:
        package.init_app(app)
