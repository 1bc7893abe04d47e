"""Every kind of fault in a declaration is told at the start, with its place and what to do."""

from dataclasses import replace

import pytest

from app.crm.counterparty import counterparty
from app.crm.deal import deal
from app.factory import create_app
from app.i18n import lazy_gettext as _
from app.records.fields import (
    ContactsField,
    DecimalField,
    DurationField,
    IntegerField,
    MoneyField,
    ReferenceField,
    RowsField,
    StatusField,
    TextField,
)
from app.records.models import Contact
from app.records.types import Action, Board, Column, DeclarationError, MenuPlace, Registry, registry
from app.records.values.computed import declared_formulas
from tests.conftest import make_settings

NAME = TextField("name", _("Name"), max_length=255)


def with_field(*fields, of=deal):
    """The deal, with other fields: those of the same name are replaced."""
    names = [field.name for field in fields]
    return {"fields": (*(each for each in of.fields.declared if each.name not in names), *fields)}


def with_action(**changed):
    return {"actions": (Action(**{"id": "send", "label": _("Send"), "endpoint": "card.edit"} | changed),)}


def with_journal(**changed):
    return {"journal": replace(deal.journal, **changed)}


def with_board(**changed):
    return {"board": replace(deal.board, **changed)}


def computed(formula):
    return with_field(DecimalField("amount", _("Budget"), formula=formula))


def row_computed(formula):
    rows = (*ContactsField("contacts", _("Contacts")).fields, TextField("email", _("E-mail"), formula=formula))
    return with_field(ContactsField("contacts", _("Contacts"), fields=rows[:4] + rows[5:]))


FAULTS = {
    "a search in rows that name no field": (
        deal,
        with_field(ContactsField("contacts", _("Contacts"), found_by=())) | {"search": ("name", "contacts")},
        "search",
        "“contacts” finds nothing: say found_by",
    ),
    "a name with a space": (deal, {"name": "big deal"}, "name", "is no name"),
    "a name that means something else": (deal, {"name": "person"}, "name", "means something else"),
    "a plural that is no address": (deal, {"plural": "Deals"}, "plural", "cannot stand in an address"),
    "a plural of another page": (deal, {"plural": "search"}, "plural", "address of another page"),
    "no words": (deal, {"label_plural": ""}, "label_plural", "has no words"),
    "a model without a status": (deal, {"model": Contact}, "model", "must be a RecordWithStatus"),
    "the model of another type": (replace(deal, name="bargain"), {}, "model", "is the model of “deal”"),
    "no column to show": (deal, {"display_columns": (), "optional_names": ()}, "display_columns", "are empty"),
    "a column that is not there": (
        *(deal, {"display_columns": ("number", "nam")}, "display_columns"),
        "there is no column “nam”: did you mean “name”?",
    ),
    "an optional name that is not shown": (
        *(deal, {"optional_names": ("company",)}, "optional_names"),
        "there is no display column “company”",
    ),
    "a field twice": (deal, {"fields": (*deal.fields.declared, NAME)}, "name", "is declared 2 times"),
    "a field without a name": (deal, with_field(TextField("Site URL", _("Site"))), "Site URL", "is no name of a field"),
    "a field that the API has": (deal, with_field(TextField("revision", _("Revision"))), "revision", "something else"),
    "a field without a label": (deal, with_field(TextField("company", "", max_length=255)), "company", "has no label"),
    "a field without a column": (deal, with_field(TextField("wishes", _("Wishes"))), "wishes", "no column “wishes”"),
    "a text longer than its column": (
        *(deal, with_field(TextField("company", _("Company"), max_length=9999)), "company"),
        "takes 9999 characters, its column 255",
    ),
    "a reference to nothing": (
        *(deal, with_field(ReferenceField("counterparty", _("Counterparty"), target="client")), "counterparty"),
        "points to “client”",
    ),
    "a currency that is not there": (
        *(deal, with_field(MoneyField("amount", _("Budget"), currency="valuta")), "amount"),
        "its currency is in “valuta”",
    ),
    "no status field": (
        *(deal, {"fields": tuple(each for each in deal.fields.declared if each.name != "status")}, "status"),
        "declares StatusField",
    ),
    "a status that the type has not": (
        *(counterparty, with_field(StatusField("legal_form", _("Status")), of=counterparty), "legal_form"),
        "has_status=False",
    ),
    "rows without a model": (deal, with_field(RowsField("lines", _("Lines"))), "lines", "has no rows"),
    "a row field without a column": (
        *(deal, with_field(RowsField("lines", _("Lines"), rows=Contact, fields=(TextField("sku", _("SKU")),)))),
        *("lines", "the model Contact has no “sku”"),
    ),
    "a row field twice": (
        *(deal, with_field(RowsField("lines", _("Lines"), rows=Contact, fields=(TextField("phone", _("A")),) * 2))),
        *("lines.phone", "is declared 2 times"),
    ),
    "a row field without a label": (
        *(deal, with_field(RowsField("lines", _("Lines"), rows=Contact, fields=(TextField("phone", ""),)))),
        *("lines.phone", "has no label"),
    ),
    "a formula that cannot be read": (deal, computed("1 +"), "amount", "cannot be read"),
    "a formula with a name that is not there": (deal, computed("number * pricee"), "amount", "pricee"),
    "a formula with a row field that is not there": (deal, computed("count(contacts.fon)"), "amount", "fon"),
    "a formula through a reference": (deal, computed("counterparty.rate * 2"), "amount", "reads counterparty.rate"),
    "a formula through a reference in a loop": (
        *(deal, computed("sum(for d in [created_from_lead] return d.counterparty.rate)"), "amount"),
        "reads counterparty.rate",
    ),
    "a formula with the clock": (deal, computed("if today() > date_received then 1 else 2"), "amount", "asks today()"),
    "a formula with a choice that is not there": (
        *(deal, computed('if refusal_reason = "expensiv" then 1 else 2'), "amount"),
        "“expensiv”, which it can never be: use one of",
    ),
    "a formula that needs itself": (deal, computed("amount + 1"), "fields", "in a circle"),
    "a formula of a row with a name that is not there": (
        deal,
        row_computed("telephone"),
        "contacts.email",
        "telephone",
    ),
    "a responsible that is not there": (deal, {"responsible": "managr"}, "responsible", "did you mean “manager”?"),
    "a responsible who is no person": (deal, {"responsible": "name"}, "responsible", "name a PersonField"),
    "a moment that is none": (deal, {"received": "name"}, "received", "name a DateTimeField"),
    "contacts that are none": (deal, {"contacts": "viewers"}, "contacts", "name a ContactsField"),
    "an amount that is not there": (deal, {"amount": "amunt"}, "amount", "did you mean “amount”?"),
    "an amount that cannot be summed": (deal, {"amount": "name"}, "amount", "lists do not sum"),
    "a number that nothing fills": (deal, {"numbered": False}, "numbered", "say numbered=True"),
    "a number without a column": (counterparty, {"numbered": True}, "numbered", "has no column “number”"),
    "a number that people write": (
        *(deal, with_field(IntegerField("number", _("Number"))), "numbered"),
        "read_only=True",
    ),
    "a search in what is not there": (deal, {"search": ("nam",)}, "search", "did you mean “name”?"),
    "a search in nothing": (deal, {"search": ()}, "search", "is empty"),
    "a hint that is not there": (counterparty, {"hint": "innn"}, "hint", "did you mean “inn”?"),
    "a hint that is a list": (counterparty, {"hint": "contacts"}, "hint", "is a list"),
    "a default of nothing": (deal, {"defaults": {"managr": lambda actor: 1}}, "defaults", "did you mean “manager”?"),
    "a default that nobody can change": (deal, {"defaults": {"number": lambda actor: 1}}, "defaults", "read-only"),
    "a default that is no function": (deal, {"defaults": {"name": "Новая"}}, "defaults", "is no function"),
    "a journal of nothing": (deal, with_journal(columns=()), "journal.columns", "are empty"),
    "a column of nothing": (deal, with_journal(columns=(Column("nme"),)), "journal.columns", "did you mean “name”?"),
    "a column twice": (deal, with_journal(columns=(Column("name"),) * 2), "journal.columns", "stands there 2 times"),
    "two columns that open the card": (
        *(deal, with_journal(columns=(Column("name", link=True), Column("number", link=True)))),
        *("journal.columns", "name and number all say link=True"),
    ),
    "an order by nothing": (deal, with_journal(sort="-nme"), "journal.sort", "did you mean “name”?"),
    "an order by a list": (deal, with_journal(sort="viewers"), "journal.sort", "cannot be in the order"),
    "a total of a text": (deal, with_journal(total="name"), "journal.total", "lists do not sum"),
    "a filter of nothing": (deal, with_journal(default_filters={"nme": "a"}), "journal.default_filters", "“nme”"),
    "a filter that cannot be": (
        *(deal, with_journal(default_filters={"name__gt": "a"}), "journal.default_filters"),
        "no operator “gt”",
    ),
    "a board without statuses": (counterparty, {"board": Board(title="display_name")}, "board", "has_status=False"),
    "a board with the title of nothing": (deal, with_board(title="nme"), "board.title", "did you mean “name”?"),
    "a board for nobody": (deal, with_board(subtitle=("companie",)), "board.subtitle", "did you mean “company”?"),
    "a board with a field of nothing": (deal, with_board(fields=("nme",)), "board.fields", "did you mean “name”?"),
    "a board with a total of a text": (deal, with_board(total="name"), "board.total", "lists do not sum"),
    "an action without an id": (deal, with_action(id="send it"), "actions.send it", "is no id"),
    "an action that is there": (deal, with_action(id="delete"), "actions.delete", "has this action by itself"),
    "an action twice": (
        *(deal, {"actions": with_action()["actions"] * 2}, "actions.send"),
        "is declared 2 times",
    ),
    "an action without words": (deal, with_action(label=""), "actions.send", "has no label"),
    "an action with a strange right": (deal, with_action(right="wrte"), "actions.send", "did you mean “write”?"),
    "an action that is nowhere": (deal, with_action(places=()), "actions.send", "is offered nowhere"),
    "an action in a strange place": (deal, with_action(places=("crd",)), "actions.send", "did you mean “card”?"),
    "an action without a view": (deal, with_action(endpoint="send.ask"), "actions.send", "no view “send.ask”"),
    "an action whose view takes no record": (
        *(deal, with_action(endpoint="search.results"), "actions.send"),
        "does not take record_id and record_type",
    ),
    "no form": (deal, {"forms": {"status": "deal-change-status"}}, "forms", "no “properties”"),
    "a form without a key": (counterparty, {"forms": {"properties": "a form"}}, "forms.properties", "is no key"),
    "a section that is not there": (deal, {"menu": MenuPlace("section", 1)}, "menu.section", "“sections”"),
    "a shortcut that is none": (
        *(deal, {"menu": MenuPlace("sections", 1, shortcut="Ctrl+D")}, "menu.shortcut"),
        "is no shortcut",
    ),
    "the shortcut of another": (
        *(deal, {"menu": MenuPlace("sections", 1, shortcut="g l")}, "menu.shortcut"),
        "belongs to leads already",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_says_where_it_is_and_what_to_do(app, case):
    record_type, changes, place, words = FAULTS[case]
    found = [fault.words for fault in replace(record_type, **changes).check() if fault.place == place]
    assert len(found) == 1
    assert words in found[0]


def test_what_is_declared_as_it_must_be_has_no_fault(app):
    assert {each.name: each.check() for each in registry if each.check()} == {}


def test_a_formula_may_read_the_fields_and_rows_of_its_record_and_the_ids_behind_references(app):
    formula = "number + count(contacts[phone != null]) + (if counterparty.id = 1 then 1 else 0)"
    assert replace(deal, **computed(formula)).check() == []


def test_durations_are_not_summed_in_lists(app):
    changed = replace(deal, **with_field(DurationField("amount", _("Time"))))
    assert [fault.place for fault in changed.check()] == ["amount"]


def test_two_types_of_one_name_are_refused():
    known = Registry()
    known.register(deal)
    with pytest.raises(DeclarationError, match=r"test_checks\.py:\d+: deal: another record type is called “deal”"):
        known.register(replace(deal, plural="bargains"))


def test_two_types_of_one_plural_are_refused():
    known = Registry()
    known.register(deal)
    with pytest.raises(DeclarationError, match="called “deals” already"):
        known.register(replace(deal, name="bargain"))


def test_the_application_does_not_start_and_tells_all_faults_with_their_files(tmp_path):
    wrong = replace(deal, name="bargain", plural="bargains", search=("nme",), amount="amont", menu=None)
    registry.register(wrong)
    try:
        with pytest.raises(DeclarationError) as raised:
            create_app(make_settings(tmp_path))
    finally:
        registry.withdraw(wrong)
    lines = raised.value.problems
    assert next(line for line in lines if "no field “amont”" in line).startswith(
        "tests/records/declarations/test_checks.py"
    )
    assert [line for line in lines if "no field “nme”" in line] != []


WRONG = """\
bargain = replace(
    deal,
    name="bargain",
    plural="bargains",
    menu=None,
    amount="amont",
    fields=(
        *[each for each in deal.fields.declared if each.name not in ("name", "contacts")],
        TextField("name", "Name", max_length=9999),
        ContactsField(
            "contacts",
            "Contacts",
            fields=(
                *CONTACTS[1:],
                replace(
                    CONTACTS[0], label=""
                ),
            ),
        ),
        DecimalField("estimate", "Estimate", formula="amont * 2"),
    ),
)
"""


def test_each_fault_has_the_line_of_the_field_or_else_of_the_type(tmp_path):
    """Not that of `register`, nor where a field of rows was first declared that is changed here."""
    known = Registry()
    contacts = ContactsField("contacts", "Contacts").fields
    given = {"replace": replace, "deal": deal, "CONTACTS": contacts, "TextField": TextField}
    given |= {"ContactsField": ContactsField, "DecimalField": DecimalField}
    exec(compile(WRONG, str(tmp_path / "bargain.py"), "exec"), given)
    known.register(given["bargain"])
    with pytest.raises(DeclarationError) as raised:
        known.check()
    told = [line.removeprefix(f"{tmp_path}/bargain.py:").partition(": ") for line in raised.value.problems]
    lines = {(number, words.partition(":")[0]) for number, _colon, words in told}
    assert lines == {
        ("1", "bargain.amount"),
        ("1", "bargain.merged"),  # deals are merged with deals
        ("1", "bargain.model"),  # nothing fills a column of deals of which this says nothing
        ("9", "bargain.name"),
        ("15", f"bargain.contacts.{contacts[0].name}"),
        ("20", "bargain.estimate"),
    }


def test_a_formula_of_a_row_reads_the_field_of_its_row_before_one_of_the_record_of_that_name():
    cost = DecimalField("cost", _("Cost"), formula="hours * 2")
    works = ContactsField("works", _("Works"), fields=(DecimalField("hours", _("Hours")), cost))
    in_all = DecimalField("hours", _("Hours"), formula="sum(works.cost)")
    assert [each.key for each in declared_formulas((in_all, works))] == ["works.cost", "hours"]
