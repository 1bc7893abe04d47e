"""What a package from outside has without a word elsewhere: its place in the menu, on other cards, in the search."""

import re

from app.declared_settings import setting_value
from app.periodic import job_states
from app.records.rights.template_data import template_data


def test_its_journal_stands_in_the_menu(order, sign_in):
    assert 'href="/supply-orders"' in sign_in("manager").get("/deals").text


def test_the_card_of_what_it_points_to_lists_it_and_makes_another(new_order, suppliers, sign_in):
    mine = new_order(counterparty=suppliers["Заря"])
    page = sign_in("manager").get(f"/counterparties/{suppliers['Заря']}?tab=related").text
    assert f'href="/supply-orders/{mine}"' in page
    assert f'href="/supply-orders/new?counterparty={suppliers["Заря"]}"' in page


def test_what_its_rows_point_to_lists_it_too(new_order, suppliers, sign_in):
    line = {"article": "Сахар", "quantity": "1", "price": "10", "supplier": suppliers["Восток"]}
    mine = new_order(lines=[line])
    page = sign_in("manager").get(f"/counterparties/{suppliers['Восток']}?tab=related").text
    assert re.findall(r'href="/supply-orders/(\d+)"', page) == [str(mine)]


def test_the_search_finds_it_by_its_rows(new_order, sign_in):
    mine = new_order(lines=[{"article": "Корица", "quantity": "1", "price": "10"}])
    assert f'href="/supply-orders/{mine}"' in sign_in("manager").get("/search?q=корица").text


def test_its_setting_has_a_value(crm):
    assert setting_value("DEALFLOW_ORDERS_DAYS") == 14


def test_its_periodic_job_is_listed_and_run(new_order, sign_in):
    new_order()
    admin = sign_in("admin")
    assert "Просроченные заказы" in admin.get("/periodic-jobs").text
    assert admin.post("/periodic-jobs/orders.late/run").status_code == 303
    assert [each.last_error for each in job_states() if each.job.name == "orders.late"] == [""]


def test_templates_of_documents_see_its_fields_and_what_it_adds(new_order, order, actors):
    mine = new_order(lines=[{"article": "Корица", "quantity": "2", "price": "10"}])
    data = template_data(order, mine, actors["manager"])
    assert data["lines_count"] == 1
    assert data["lines"][0]["article"] == "Корица"
