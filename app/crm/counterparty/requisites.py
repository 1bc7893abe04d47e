"""Check digits of Russian registration numbers."""

from app.i18n import gettext as _

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def inn_problem(value: str) -> str:
    """What is wrong with an INN (10 digits of an organisation, 12 of a person); empty when nothing is."""
    if not (value.isascii() and value.isdecimal()) or len(value) not in (10, 12):
        return _("An INN has 10 digits, or 12 for a person.")
    digits = [int(each) for each in value]
    if len(digits) == 10:
        right = digits[9] == _check_digit(digits, _TEN)
    else:
        right = digits[10] == _check_digit(digits, _ELEVENTH) and digits[11] == _check_digit(digits, _TWELFTH)
    return "" if right else _("There is a slip in this INN: its check digit does not fit.")


def ogrn_problem(value: str) -> str:
    """What is wrong with an OGRN (13 digits) or OGRNIP (15 digits); empty when nothing is."""
    if not (value.isascii() and value.isdecimal()) or len(value) not in (13, 15):
        return _("An OGRN has 13 digits, an OGRNIP 15.")
    number, check = int(value[:-1]), int(value[-1])
    right = check == number % (len(value) - 2) % 10
    return "" if right else _("There is a slip in this number: its check digit does not fit.")


def _check_digit(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
