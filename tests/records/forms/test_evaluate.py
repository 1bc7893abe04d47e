"""What is hidden and computed for given values."""

from app.records.forms.evaluate import evaluate
from app.written import Written
from tests.records.forms.sample import contacts, form_of, text


def number(key: str, **attributes) -> dict:
    return {"type": "number", "key": key, **attributes}


def test_typed_text_is_read_as_numbers():
    form = form_of(
        number("quantity"), number("price"), {"type": "expression", "key": "sum", "expression": "=quantity * price"}
    )

    assert evaluate(form, {"quantity": Written("2"), "price": Written("1 500,50")}).computed == {"c2": 3001}


def test_what_cannot_be_read_counts_as_null():
    form = form_of(number("quantity"), text("why", conditional={"hide": "=quantity = null"}))

    assert evaluate(form, {"quantity": "many"}).hidden == {"c1"}


def test_a_hidden_group_hides_what_is_in_it():
    group = {"type": "group", "conditional": {"hide": "=true"}, "components": [text("name")]}

    assert evaluate(form_of(group), {}).hidden == {"c0", "c0_0"}


def test_a_field_that_is_hidden_counts_as_null_for_the_others():
    form = form_of(
        text("late", conditional={"hide": "=reason = null"}),
        text("reason", conditional={"hide": '=status = "new"'}),
        text("status"),
    )

    assert evaluate(form, {"status": "new", "reason": "typed before"}).hidden == {"c0", "c1"}


def test_a_row_reads_itself_as_this():
    form = form_of(contacts(text("phone"), text("when", conditional={"hide": "=this.phone = null"})))

    evaluation = evaluate(form, {"contacts": [{"phone": "1"}, {"phone": ""}]})

    assert evaluation.hidden == {"c0-1-c0_1"}


def test_an_endless_expression_counts_as_null():
    form = form_of({"type": "expression", "key": "x", "expression": "=count(for i in 1..1000000000 return i)"})

    assert evaluate(form, {}).computed == {"c0": None}


def test_a_text_may_be_computed():
    form = form_of({"type": "text", "text": '="Всего " + string(amount)'}, number("amount"))

    assert evaluate(form, {"amount": "5"}).computed == {"c0": "Всего 5"}


def test_the_patch_says_what_to_show_and_what_to_hide():
    form = form_of(text("a", conditional={"hide": "=true"}), text("b", conditional={"hide": "=false"}), text("c"))

    assert evaluate(form, {}).as_patch(form) == {"hidden": {"c0": True, "c1": False}, "computed": {}}
