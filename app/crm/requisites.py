"""Requisites of companies: where letters go, and check digits of numbers and accounts: Russian ones, GLN (GS1), IBAN
(ISO 13616) and BIC (ISO 9362).
"""

import re

from app.i18n import gettext as _

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_SWIFT = re.compile(r"[A-Z]{6}[0-9A-Z]{2}([0-9A-Z]{3})?\Z", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}\Z", re.ASCII)
_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}\Z", re.ASCII)

#: Where letters go (FEEL over a record with both addresses): the postal address falls back to the legal one.
MAILING_ADDRESS = 'if post_address = null or post_address = "" then juridical_address else post_address'


def inn_problem(value: str) -> str:
    """What is wrong with an INN (10 digits of an organisation, 12 of a person); empty when nothing is."""
    if not _is_number(value, 10, 12):
        return _("An INN has 10 digits, or 12 for a person.")
    digits = [int(each) for each in value]
    if len(digits) == 10:
        right = digits[9] == _check_digit(digits, _TEN)
    else:
        right = digits[10] == _check_digit(digits, _ELEVENTH) and digits[11] == _check_digit(digits, _TWELFTH)
    return "" if right else _("There is a slip in this INN: its check digit does not fit.")


def ogrn_problem(value: str) -> str:
    """What is wrong with the OGRN of an organisation (13 digits); empty when nothing is."""
    if not _is_number(value, 13):
        return _("An OGRN has 13 digits.")
    return _slip_in_state_number(value)


def ogrnip_problem(value: str) -> str:
    """What is wrong with the OGRNIP of a sole proprietor (15 digits); empty when nothing is."""
    if not _is_number(value, 15):
        return _("An OGRNIP has 15 digits.")
    return _slip_in_state_number(value)


def kpp_problem(value: str) -> str:
    """What is wrong with a KPP: four digits, two digits or capital Latin letters, three digits; empty when nothing."""
    return "" if _KPP.match(value) else _("A KPP has 9 digits; the fifth and sixth may be capital Latin letters.")


def okpo_problem(value: str) -> str:
    """What is wrong with an OKPO (8 digits of an organisation, 10 of a sole proprietor); empty when nothing is."""
    if not _is_number(value, 8, 10):
        return _("An OKPO has 8 digits, or 10 for a sole proprietor.")
    digits = [int(each) for each in value[:-1]]
    rest = _weighted(digits, 1) % 11
    if rest == 10:  # then the weights begin with 3
        rest = _weighted(digits, 3) % 11 % 10
    return "" if int(value[-1]) == rest else _slip()


def gln_problem(value: str) -> str:
    """What is wrong with a GLN (13 digits, as a bar code); empty when nothing is."""
    if not _is_number(value, 13):
        return _("A GLN has 13 digits.")
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(value[:-1]))
    return "" if int(value[-1]) == -total % 10 else _slip()


def iban_problem(value: str) -> str:
    """What is wrong with an international account number, in groups or not; empty when nothing is."""
    number = value.replace(" ", "")
    if not _IBAN.match(number):
        return _("An IBAN begins with two letters of the country and two digits, such as DE89 3704 0044 0532 0130 00.")
    as_digits = "".join(str(int(each, 36)) for each in number[4:] + number[:4])
    return "" if int(as_digits) % 97 == 1 else _slip()


def swift_problem(value: str) -> str:
    """What is wrong with the SWIFT code of a bank; empty when nothing is."""
    return "" if _SWIFT.match(value) else _("A SWIFT code has 8 or 11 capital Latin letters and digits.")


def _is_number(value: str, *lengths: int) -> bool:
    return value.isascii() and value.isdecimal() and len(value) in lengths


def _slip_in_state_number(value: str) -> str:
    number, check = int(value[:-1]), int(value[-1])
    return "" if check == number % (len(value) - 2) % 10 else _slip()


def _slip() -> str:
    return _("There is a slip in this number: its check digit does not fit.")


def _weighted(digits: list[int], first: int) -> int:
    """The sum of digits with the weights `first`, `first` + 1, … 10, 1, …"""
    return sum(digit * ((first - 1 + place) % 10 + 1) for place, digit in enumerate(digits))


def _check_digit(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
