"""What a registry of companies must be able to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Company:
    """A company, or a branch of one, as a registry knows it.

    Attributes:
        kind: as of counterparties: `legalEntity` or `individualEntrepreneur`.
        state: in words of the registry when it is not active (`LIQUIDATED`), else empty.
    """

    inn: str
    kind: str
    full_name: str
    short_name: str = ""
    legal_form: str = ""
    kpp: str = ""
    ogrn: str = ""
    okpo: str = ""
    address: str = ""
    chief: str = ""
    is_branch: bool = False
    state: str = ""


class RegistryError(Exception):
    """The registry gives no answer; the words say why and what to do."""


class Registry(Protocol):
    """A source of requisites."""

    def companies(self, inn: str) -> Sequence[Company]:
        """The company of that INN and its branches, the head office first; nobody has it: empty.

        Raises:
            RegistryError
        """
