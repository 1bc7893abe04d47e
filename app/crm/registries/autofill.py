"""What the button Autofill of a counterparty does: empty fields are filled, others only when the person says so."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.crm.counterparty.record_type import counterparty
from app.crm.registries.dadata import ADDRESS, DaData
from app.crm.registries.provider import Company, Registry, RegistryError
from app.crm.requisites import inn_problem
from app.declared_settings import Setting, setting_value
from app.i18n import gettext as _
from app.records.forms.fillers import Filled, Offer
from app.records.types import Showing

TOKEN = Setting(
    "DEALFLOW_DADATA_TOKEN",
    str,
    "",
    takes="text",
    words="the API key of DaData, with which the button Autofill finds companies by INN; without it the button says so",
    secret=True,
)
SERVICE = Setting("DEALFLOW_DADATA_ADDRESS", str, ADDRESS, takes="URL", words="where DaData's suggestions are asked")
SETTINGS = (TOKEN, SERVICE)
KEY = "inn"
REPLACE = "replace"


def registry() -> Registry:
    """The registry that the settings name.

    Raises:
        RegistryError: none is set up.
    """
    token = setting_value(TOKEN.name)
    if not token:
        raise RegistryError(
            _(
                "Autofill is not set up: the token of DaData is missing. Ask the administrator to set"
                " DEALFLOW_DADATA_TOKEN; until then fill in the requisites by hand."
            )
        )
    return DaData(token, setting_value(SERVICE.name))


def requisites(given: Mapping[str, Any], chosen: str) -> Filled:
    """Requisites by the INN of the form.

    Parameters:
        given: raw values by key.
        chosen: empty at first; the KPP of a branch, and `replace` when what is there may be replaced.
    """
    inn = str(given.get(KEY) or "").replace(" ", "")
    problem = _("Enter the INN first.") if not inn else inn_problem(inn)
    if problem:
        return Filled(words=problem, failed=True)
    try:
        companies = registry().companies(inn)
    except RegistryError as error:
        return Filled(words=str(error), failed=True)
    if not companies:
        return Filled(words=_("The registry knows no company with this INN: look at the number again."), failed=True)
    kpp, _colon, replace = chosen.partition(":")
    found = next((each for each in companies if kpp and each.kpp == kpp), None)
    if found is None and len(companies) > 1:
        return Filled(words=_("The company has branches: choose one."), offers=_branches(companies))
    return _filled(given, found or companies[0], replace == REPLACE)


def _branches(companies: Sequence[Company]) -> list[Offer]:
    kpp = _("KPP")
    return [
        Offer(f"{KEY}:{each.kpp}", f"{each.short_name or each.full_name}, {kpp} {each.kpp}, {each.address}")
        for each in companies
    ]


def _filled(given: Mapping[str, Any], company: Company, replace: bool) -> Filled:
    values = {name: value for name, value in _values(company).items() if value}
    empty = {name: value for name, value in values.items() if not given.get(name)}
    other = {name: value for name, value in values.items() if given.get(name) and str(given[name]).strip() != value}
    words = _("Filled from the registry: %(name)s.", name=company.short_name or company.full_name)
    if company.state:
        words += " " + _("Mind that the registry says of it: %(state)s.", state=company.state)
    if replace or not other:
        return Filled(values if replace else empty, words)
    lines = [
        f"{counterparty.label_of(name)}: {_said(name, given[name])} → {_said(name, value)}"
        for name, value in other.items()
    ]
    offer = Offer(f"{KEY}:{company.kpp}:{REPLACE}", _("Replace with what the registry says"))
    return Filled(empty, words + " " + _("The registry says otherwise than the form:"), lines, [offer])


def _values(company: Company) -> dict[str, str]:
    is_person = company.kind == "individualEntrepreneur"
    return {
        "counterparty_kind": company.kind,
        "full_organization_name": company.full_name,
        "short_organization_name": company.short_name,
        "legal_form": "" if is_person else company.legal_form,
        "inn": company.inn,
        "kpp": company.kpp,
        "ogrnip" if is_person else "ogrn": company.ogrn,
        "okpo": company.okpo,
        "juridical_address": company.address,
        "ceo_name": "" if is_person else company.chief,
    }


def _said(name: str, value: Any) -> str:
    return str(counterparty.field(name).words(value, Showing({})))
