"""The records of the CRM: one package per record type."""

from flask import Flask

from app.crm import counterparty, deal, lead, request_category, request_source  # noqa: F401  (declare themselves)


def init_app(app: Flask) -> None:
    """The record types are declared by importing the packages; their own pages are added here."""
    from app.crm.counterparty.views import blueprint as counterparty_pages

    app.register_blueprint(counterparty_pages)
