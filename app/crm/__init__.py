"""The records of the CRM: one package per record type."""

from flask import Flask

from app.crm import counterparty, deal, lead, request_category, request_source  # noqa: F401  (declare themselves)


def init_app(app: Flask) -> None:
    """Everything is declared by importing the packages."""
