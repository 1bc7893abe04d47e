"""What each type of field takes, refuses, shows, and writes for programs and spreadsheets."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask_babel import force_locale

from app.bounds import LARGEST_NUMBER
from app.feel.values import from_timedelta
from app.records.fields import (
    BooleanField,
    Choice,
    ChoiceField,
    ChoicesField,
    ContactsField,
    DateField,
    DateTimeField,
    DecimalField,
    DurationField,
    EmailField,
    FileField,
    IdentifierField,
    IntegerField,
    MoneyField,
    PercentField,
    PersonField,
    PersonsField,
    PhoneField,
    ReferenceField,
    RichTextField,
    TextField,
    UrlField,
)
from app.records.fields.decimal_ import read_decimal
from app.records.rights.feel_views import ReaderViews
from app.records.types import Field, Showing, ValueRefused
from app.records.types.registry import registry
from app.written import Written

ROOT = Path(__file__).parents[3]
COLOURS = (Choice("red", {"ru": "красный", "en": "red"}), Choice("blue", {"ru": "синий", "en": "blue"}))
PLAIN = Showing({("person", 7): "Анна Орлова", ("counterparty", 3): "Ромашка"})

TEXT = TextField("x", "X", max_length=5)
DECIMAL = DecimalField("x", "X", scale=3)
MONEY = MoneyField("x", "X")
CHOICE = ChoiceField("x", "X", choices=COLOURS)
CHOICES = ChoicesField("x", "X", choices=COLOURS)
COUNT = DecimalField("x", "X", scale=0, minimum=Decimal(-5), maximum=Decimal(5))
REFUND = MoneyField("x", "X", minimum=None)
INN = IdentifierField("x", "X", lengths=(10, 12), has_valid_digits=lambda number: number.endswith("0"))


@pytest.fixture(autouse=True)
def _context(app):
    """Words need an application."""


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (TEXT, " так ", "так"),
        (TEXT, 12, "12"),
        (RichTextField("x", "X"), "<p onclick=x>а</p><script>б</script>", "<p>а</p>"),
        (IntegerField("x", "X"), Written("1 000"), 1000),
        (DECIMAL, Written("1 234,5"), Decimal("1234.500")),
        (PercentField("x", "X"), Written("7,5%"), Decimal("7.50")),
        (MONEY, Written("10,5"), Decimal("10.50")),
        (BooleanField("x", "X"), "on", True),
        (DateField("x", "X"), "2026-11-24", date(2026, 11, 24)),
        (DateTimeField("x", "X"), "2026-11-24T14:05", datetime(2026, 11, 24, 11, 5, tzinfo=UTC)),
        (DurationField("x", "X"), "2:30", timedelta(hours=2, minutes=30)),
        (DurationField("x", "X"), "PT90M", timedelta(hours=1, minutes=30)),
        (CHOICE, "red", "red"),
        (CHOICES, ["blue", "red", "blue"], ["red", "blue"]),
        (PersonField("x", "X"), {"id": 7, "name": "Анна"}, 7),
        (PersonsField("x", "X"), ["8", 7, 8], [7, 8]),
        (ReferenceField("x", "X", target="counterparty"), "3", 3),
        (EmailField("x", "X"), "anna@example.org", "anna@example.org"),
        (PhoneField("x", "X"), "+7 (495) 123-45-67 доб. 5", "+7 (495) 123-45-67 доб. 5"),
        (UrlField("x", "X"), "example.org/a", "https://example.org/a"),
        (INN, "1234 567-890", "1234567890"),
    ],
)
def test_what_fits_is_taken(field, raw, value):
    assert field.read(raw) == value


@pytest.mark.parametrize(
    ("field", "raw"),
    [
        (TEXT, "слишком"),
        (TEXT, ["a"]),
        (TEXT, True),
        (TEXT, "a\x00"),
        (IntegerField("x", "X"), "1,5"),
        (IntegerField("x", "X"), "9" * 12),
        (DECIMAL, "0.0001"),
        (DECIMAL, "NaN"),
        (DecimalField("x", "X", minimum=Decimal(1)), "0"),
        (PercentField("x", "X"), "101"),
        (MONEY, "-1"),
        (MONEY, True),
        (MONEY, Written("много")),
        (MONEY, "0.001"),
        (MONEY, "9" * 14),
        (BooleanField("x", "X"), "maybe"),
        (DateField("x", "X"), "24.11.2026"),
        (DateTimeField("x", "X"), "завтра"),
        (DurationField("x", "X"), "P1M"),
        (DurationField("x", "X"), "-PT1H"),
        (DurationField("x", "X"), "скоро"),
        (CHOICE, "green"),
        (CHOICES, ["red", "green"]),
        (PersonField("x", "X"), True),
        (PersonField("x", "X"), "0"),
        (PersonsField("x", "X"), list(range(1, 502))),
        (PersonsField("x", "X"), 1.5),
        (EmailField("x", "X"), "anna"),
        (PhoneField("x", "X"), "нет"),
        (UrlField("x", "X"), "javascript:alert(1)"),
        (INN, "123456789a"),
        (INN, "12345"),
        (INN, "1234567891"),
        (ContactsField("x", "X"), "Анна"),
        (ContactsField("x", "X"), [{"full_name": "А", "main": True}, {"full_name": "Б", "main": True}]),
    ],
)
def test_what_does_not_fit_is_refused_in_words(field, raw):
    with pytest.raises(ValueRefused) as refused:
        field.read(raw)
    assert re.search("[А-Яа-яЁё]", str(refused.value))


@pytest.mark.parametrize(
    ("field", "last", "beyond", "words"),
    [
        (MONEY, "9999999999999.99", "10000000000000.00", "The amount is too large."),
        (REFUND, "-9999999999999.99", "-10000000000000.00", "The amount is too large."),
        (MONEY, "0.00", "-0.01", "The amount must not be negative."),
        (DECIMAL, "999999999999999.999", "1000000000000000.000", "This number is too large."),
        (DECIMAL, "-999999999999999.999", "-1000000000000000.000", "This number is too large."),
        (COUNT, "5", "6", "At most 5."),
        (COUNT, "-5", "-6", "At least -5."),
        (PercentField("x", "X"), "0.00", "-0.01", "At least 0\u00a0%."),
        (PercentField("x", "X"), "100.00", "100.01", "At most 100\u00a0%."),
        (DECIMAL, "0.001", "0.0001", "At most 3 decimals."),
        (MONEY, "0.01", "0.001", "At most two decimals."),
        (COUNT, "1", "0.5", "This must be a whole number."),
        (IntegerField("x", "X"), LARGEST_NUMBER, LARGEST_NUMBER + 1, "This must be a whole number."),
        (IntegerField("x", "X"), -LARGEST_NUMBER, -LARGEST_NUMBER - 1, "This must be a whole number."),
    ],
)
def test_a_number_is_taken_up_to_its_bound(field, last, beyond, words):
    assert field.read(last) == Decimal(last)
    with force_locale("en"), pytest.raises(ValueRefused) as refused:
        field.read(beyond)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("field", "taken", "refused"),
    [
        (DateField("x", "X"), ["1000-01-01", "9999-12-31"], ["0999-12-31"]),
        (DateTimeField("x", "X"), ["1000-01-02T00:00", "9998-12-31T23:59"], ["0999-12-31T00:00", "9999-01-02T00:00"]),
    ],
)
def test_a_year_has_four_digits(field, taken, refused):
    for text in taken:
        assert field.read(text).year in (1000, 9998, 9999)
    for text in refused:
        with pytest.raises(ValueRefused):
            field.read(text)


@pytest.mark.parametrize(
    "field", [TEXT, DECIMAL, CHOICES, DateTimeField("x", "X"), PersonsField("x", "X"), ContactsField("x", "X")]
)
def test_nothing_is_said_in_no_words(field):
    assert field.words(None, PLAIN) == ""
    assert field.brief(None) == ""
    assert not field.is_withheld(None)
    assert not field.pointed_to(None)
    assert not field.feel(None, ReaderViews(None))
    assert not field.from_json(None)


def test_a_file_of_which_only_the_number_is_kept_is_called_by_it():
    field = FileField("x", "X")
    with force_locale("en"):
        assert field.words(field.from_json({"id": 7}), PLAIN) == "file no. 7"


@pytest.mark.parametrize(
    ("last", "beyond", "words"),
    [
        ("1e-30", "9.9e-31", "This must be a number."),
        ("9e18", "1e19", "This number is too large."),
        ("-9e18", "-1e19", "This number is too large."),
    ],
)
def test_a_number_of_any_decimals_has_bounds_too(last, beyond, words):
    assert read_decimal(last) == Decimal(last)
    with force_locale("en"), pytest.raises(ValueRefused) as refused:
        read_decimal(beyond)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    ("field", "taken", "refused"),
    [
        (MONEY, ["0.00", "9999999999999.99"], ["-0.01", "0.001", "1,5"]),
        (REFUND, ["-0.01", "5.00"], ["-0.001"]),
        (DecimalField("x", "X", minimum=Decimal("-0.5")), ["-0.5", "1"], ["0.001"]),
        (DECIMAL, ["-0.125", "7"], ["0.1234"]),
        (COUNT, ["-5", "0"], ["0.5", "1.0"]),
        (PercentField("x", "X"), ["0", "7.5"], ["-1"]),
    ],
)
def test_programs_are_told_which_numbers_a_field_takes(field, taken, refused):
    told = field.openapi()
    assert told["type"] == "string"
    for text in taken:
        assert re.search(told["pattern"], field.json(field.read(text)))
    assert not [text for text in refused if re.search(told["pattern"], text)]


@pytest.mark.parametrize(
    ("field", "value", "russian", "english"),
    [
        (DECIMAL, Decimal("1234.5"), "1\u00a0234,5", "1,234.5"),
        (PercentField("x", "X"), Decimal("7.50"), "7,5\u00a0%", "7.5\u00a0%"),
        (MONEY, Decimal("1250.50"), "1\u00a0250,50", "1,250.50"),
        (BooleanField("x", "X"), False, "Нет", "No"),
        (DateField("x", "X"), date(2026, 11, 4), "04.11.2026", "4 Nov 2026"),
        (DateTimeField("x", "X"), datetime(2026, 11, 4, 11, 5, tzinfo=UTC), "04.11.2026 14:05", "4 Nov 2026, 14:05"),
        (DurationField("x", "X"), timedelta(hours=26, minutes=5), "1 дн. 2 ч 5 мин", "1 day 2 hr 5 min"),
        (CHOICE, "blue", "синий", "blue"),
        (CHOICE, "gone", "gone", "gone"),
        (CHOICES, ["red", "blue"], "красный, синий", "red, blue"),
        (PersonField("x", "X"), 7, "Анна Орлова", "Анна Орлова"),
        (ReferenceField("x", "X", target="counterparty"), 3, "Ромашка", "Ромашка"),
        (RichTextField("x", "X"), "<p>а&amp;б</p>", "а&б", "а&б"),
        (RichTextField("x", "X"), "<p>а <b>б</b></p><p>в</p>", "а б в", "а б в"),
    ],
)
def test_a_value_in_words(field, value, russian, english):
    with force_locale("ru"):
        assert field.words(value, PLAIN).replace("\u202f", "\u00a0") == russian
    with force_locale("en"):
        assert field.words(value, PLAIN) == english


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (TEXT, "так"),
        (IntegerField("x", "X"), 5),
        (DECIMAL, Decimal("1.250")),
        (MONEY, Decimal("10.50")),
        (BooleanField("x", "X"), True),
        (DateField("x", "X"), date(2026, 11, 24)),
        (DateTimeField("x", "X"), datetime(2026, 11, 24, 11, 5, tzinfo=UTC)),
        (DurationField("x", "X"), timedelta(minutes=5)),
        (CHOICES, ["red"]),
        (PersonsField("x", "X"), [7]),
    ],
)
def test_what_is_written_for_programs_can_be_read_back(field, value):
    written = field.json(value)
    assert field.from_json(written) == value
    assert field.read(written) == value


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (MONEY, 10.5, Decimal("10.50")),
        (IntegerField("x", "X"), 5.0, 5),
        (BooleanField("x", "X"), "Да", True),
        (DateField("x", "X"), datetime(2026, 11, 24), date(2026, 11, 24)),
        (CHOICE, "Синий", "blue"),
        (CHOICES, "красный, blue", ["red", "blue"]),
        (TEXT, None, None),
    ],
)
def test_a_cell_of_a_spreadsheet_is_read(field, cell, value):
    with force_locale("ru"):
        assert field.read_cell(cell) == value


def test_a_person_in_a_cell_is_found_by_name():
    names = {"анна орлова": 7}
    assert PersonField("x", "X").read_cell(" Анна Орлова ", names) == 7
    assert PersonsField("x", "X").read_cell("Анна Орлова", names) == [7]


def test_a_phone_is_found_by_its_digits():
    assert PhoneField("x", "X").searched("+7 (495) 123") == ["+7 (495) 123", "7495123"]


def test_a_computed_value_is_rounded_half_up_to_the_scale():
    assert MONEY.fit(Decimal("1.005")) == Decimal("1.01")
    assert DecimalField("x", "X", scale=0).fit(Decimal("2.5")) == Decimal(3)


@pytest.mark.parametrize("field", [MONEY, REFUND, DECIMAL, DecimalField("x", "X", scale=9)])
@pytest.mark.parametrize(
    "value", [f"{sign}1e{power}" for sign in ("", "-") for power in (18, 19, 25, 30, 36, 40, 6000)]
)
def test_a_computed_value_that_is_too_large_is_refused(field, value):
    with pytest.raises(ValueRefused):
        field.fit(Decimal(value))


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_a_computed_value_that_is_no_number_is_refused(value):
    with pytest.raises(ValueRefused):
        REFUND.fit(Decimal(value))


def test_a_computed_value_up_to_the_bound_is_taken():
    assert MONEY.fit(Decimal("9999999999999.994")) == Decimal("9999999999999.99")
    with pytest.raises(ValueRefused):
        MONEY.fit(Decimal("9999999999999.995"))
    assert REFUND.fit(Decimal("-9999999999999.99")) == Decimal("-9999999999999.99")
    assert MONEY.fit(5) == MONEY.fit("5.00") == Decimal(5)


def _all_types() -> list[type[Field]]:
    found, left = [], [Field]
    while left:
        for each in left.pop().__subclasses__():
            left.append(each)
            if each.type and each.__module__.startswith("app.records.fields"):
                found.append(each)
    return found


@pytest.mark.parametrize("kind", _all_types(), ids=lambda kind: kind.__name__)
def test_every_type_says_what_it_holds_in_both_languages_and_has_a_template(kind, app):
    if kind.type == "row_attribute":
        return  # it speaks as the field of the row does
    with force_locale("ru"):
        russian = str(kind.holds)
    assert re.search("[а-яё]", russian)
    assert app.jinja_env.get_template(kind.template).module


@pytest.mark.parametrize(
    ("field", "told"),
    [
        (TEXT, {"type": "string", "maxLength": 5}),
        (EmailField("x", "X"), {"type": "string", "format": "email"}),
        (UrlField("x", "X"), {"type": "string", "format": "uri"}),
        (IntegerField("x", "X"), {"type": "integer"}),
        (BooleanField("x", "X"), {"type": "boolean"}),
        (DateField("x", "X"), {"type": "string", "format": "date"}),
        (CHOICE, {"type": "string", "enum": ["red", "blue"]}),
        (CHOICES, {"type": "array", "items": {"type": "string", "enum": ["red", "blue"]}}),
        (PersonsField("x", "X"), {"type": "array", "items": {"type": "integer"}}),
    ],
)
def test_programs_are_told_what_a_field_holds(field, told):
    said = field.openapi()
    assert {name: said[name] for name in told} == told


def test_expressions_see_a_duration_as_one():
    field = DurationField("x", "X")
    assert field.feel(None, None) is None
    assert field.feel(timedelta(hours=26), None) == from_timedelta(timedelta(hours=26))


def test_no_type_has_the_name_of_another():
    names = [kind.type for kind in _all_types()]
    assert sorted(names) == sorted(set(names))


def test_nothing_branches_on_the_name_of_a_type():
    asked = re.compile(r"\b(?:field_?|declared|inner)\.type\s*(?:==|!=|in\b|not in\b)|match (?:field_?|declared)\.type")
    files = [*ROOT.glob("app/**/*.py"), *ROOT.glob("app/records/**/*.html"), *ROOT.glob("app/crm/**/*.html")]
    found = [path for path in files if path.parent.name != "fields" and asked.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_the_types_of_the_shipped_record_types_are_all_from_the_folder():
    assert {each.__module__.rpartition(".")[0] for one in registry for each in map(type, one.fields)} == {
        "app.records.fields"
    }
