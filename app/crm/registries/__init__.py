"""Requisites out of a registry of companies: the button Autofill beside the INN."""

from flask import Flask

from app.declared_settings import register_setting
from app.i18n import lazy_gettext as _l
from app.records.forms.fillers import register_filler


def init_app(app: Flask) -> None:
    """Declare the settings, and the button of counterparties."""
    from app.crm.registries import autofill

    for setting in autofill.SETTINGS:
        register_setting(app, setting)
    register_filler("counterparty", "inn", _l("Autofill"), autofill.requisites)
