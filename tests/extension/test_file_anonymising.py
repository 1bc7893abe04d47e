"""Anonymising a record that holds files: the personal ones go, no name of a person is left in any table."""

import pytest

from app.engine import unit_of_work
from app.records.commands.anonymising import anonymise_record
from app.records.commands.update import update_record
from tests.extension.test_files import upload_inside
from tests.extension.test_orders import SUGAR, TEA, held
from tests.records.commands.test_anonymising import everything_kept

SCAN, EARLIER, DRAWING = "Паспорт Петра Ильича.pdf", "Анкета Петра Ильича.pdf", "Подпись Анны.pdf"


@pytest.fixture
def anonymised(order, new_order, upload, actors) -> int:
    """An order with a scan that stands in the place of another, documents, and a drawing in a row."""
    order_id = new_order(
        scan=upload(name=EARLIER),
        documents=[upload(name=f"Копия {SCAN}"), upload(name="Счёт.pdf")],
        lines=[{**SUGAR, "drawing": upload(name=DRAWING)}, TEA],
    )
    tea = held(order, order_id, "lines")[1]
    with unit_of_work(actors["manager"]) as unit:
        update_record(
            unit, order, order_id, {"scan": upload_inside(actors["manager"], SCAN), "lines": [{"id": tea["id"]}]}
        )
    with unit_of_work(actors["admin"]) as unit:
        anonymise_record(unit, order, order_id)
    return order_id


def test_no_name_of_a_personal_file_is_left_in_any_table(anonymised):
    kept = everything_kept().lower()
    assert [name for name in (SCAN, EARLIER, DRAWING) if name.lower() in kept] == []


def test_personal_files_are_gone_and_others_stay_with_clean_names(anonymised, order):
    scan, documents = held(order, anonymised, "scan", "documents")
    assert scan is None
    assert [each.name for each in documents] == ["Копия [обезличено / anonymised]", "Счёт.pdf"]


def test_its_page_and_its_history_are_read_as_before(anonymised, sign_in):
    client = sign_in("manager")
    assert "Счёт.pdf" in client.get(f"/supply-orders/{anonymised}").text
    history = client.get(f"/supply-orders/{anonymised}?tab=history")
    assert history.status_code == 200
    assert "[обезличено / anonymised]" in history.text
