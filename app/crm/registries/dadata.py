"""DaData: suggestions by INN, `POST …/findById/party` (https://dadata.ru/api/find-party/)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from app.crm.registries.provider import Company, RegistryError
from app.i18n import gettext as _

ADDRESS = "https://suggestions.dadata.ru/suggestions/api/4_1/rs"
_SECONDS = 5
_MOST_BYTES = 2**20
_FORMS = {"ООО": "ooo", "АО": "ao", "ПАО": "pao"}
_KINDS = {"INDIVIDUAL": "individualEntrepreneur"}


@dataclass(frozen=True)
class DaData:
    """The service at an address, with the token of the installation."""

    token: str
    address: str = ADDRESS

    def companies(self, inn: str) -> Sequence[Company]:
        found = [_company(each.get("data") or {}) for each in self._ask(inn).get("suggestions") or []]
        return sorted(found, key=lambda each: each.is_branch)

    def _ask(self, inn: str) -> Mapping[str, Any]:
        headers = {
            "Authorization": f"Token {self.token}",
            "Content-Type": "application/json",
            "Accept": "application/json",
        }
        body = json.dumps({"query": inn, "count": 20}).encode()
        asked = Request(f"{self.address.rstrip('/')}/findById/party", body, headers, method="POST")
        try:
            with urlopen(asked, timeout=_SECONDS) as answer:
                content = json.loads(answer.read(_MOST_BYTES))
        except HTTPError as error:
            raise RegistryError(_refused(error.code)) from None
        except (URLError, OSError, ValueError):
            raise RegistryError(_("The registry of companies does not answer: try again in a minute.")) from None
        if not isinstance(content, dict):
            raise RegistryError(_("The registry of companies does not answer: try again in a minute."))
        return content


def _refused(code: int) -> str:
    if code in (401, 403):
        return _(
            "The registry does not accept the token, or today's limit is used up: ask the administrator to look at"
            " DEALFLOW_DADATA_TOKEN."
        )
    if code == 429:
        return _("The registry is asked too often: try again in a minute.")
    return _("The registry of companies does not answer: try again in a minute.")


def _company(data: Mapping[str, Any]) -> Company:
    name, form = _inner(data, "name"), _inner(data, "opf")
    state = str(_inner(data, "state").get("status") or "")
    return Company(
        inn=str(data.get("inn") or ""),
        kind=_KINDS.get(str(data.get("type")), "legalEntity"),
        full_name=str(name.get("full_with_opf") or name.get("full") or ""),
        short_name=str(name.get("short_with_opf") or name.get("short") or ""),
        legal_form=_FORMS.get(str(form.get("short")), ""),
        kpp=str(data.get("kpp") or ""),
        ogrn=str(data.get("ogrn") or ""),
        okpo=str(data.get("okpo") or ""),
        address=str(_inner(data, "address").get("unrestricted_value") or _inner(data, "address").get("value") or ""),
        chief=str(_inner(data, "management").get("name") or ""),
        is_branch=data.get("branch_type") == "BRANCH",
        state="" if state in ("", "ACTIVE") else state,
    )


def _inner(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}
