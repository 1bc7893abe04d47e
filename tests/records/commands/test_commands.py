"""Commands on records, with the shipped diagrams."""

from decimal import Decimal
from pathlib import Path

import pytest
from flask_babel import force_locale

from app.crm.counterparty import counterparty
from app.crm.deal import deal
from app.crm.lead import lead
from app.db import db
from app.engine import NotAllowedNow, NotFound, Refusal, complete_task, deploy, unit_of_work
from app.engine.models import HistoryEntry, UserTask
from app.records.commands.create import create_record
from app.records.commands.delete import delete_record
from app.records.commands.status import request_status
from app.records.commands.update import update_record
from app.records.errors import Conflict, Forbidden, RecordRefused
from app.records.values.related import contacts_of, people_of

BPMN = Path(__file__).parents[3] / "bpmn"
CLIENT = {"full_organization_name": "ООО «Ромашка»", "counterparty_kind": "legalEntity"}


def new(actor, record_type, **values):
    with unit_of_work(actor) as unit:
        return create_record(unit, record_type, values).id


def move(actor, record_type, record_id, status, **fields):
    with unit_of_work(actor) as unit:
        request_status(unit, record_type, record_id, status, fields)


def get(record_type, record_id):
    db.session.expire_all()
    return db.session.get(record_type.model, record_id)


def kinds(record_type, record_id):
    rows = db.session.query(HistoryEntry).filter_by(record_type=record_type.name, record_id=record_id)
    return [row.kind for row in rows.order_by(HistoryEntry.id)]


def test_a_lead_without_a_responsible_raises_the_take_to_work_task(actors):
    lead_id = new(actors["manager"], lead, name="Заявка")
    task = db.session.query(UserTask).filter_by(record_type="lead", record_id=lead_id, state="open").one()
    assert task.name["ru"] == "Взятие в работу"


def test_a_lead_with_a_responsible_raises_no_task(actors):
    lead_id = new(actors["manager"], lead, name="Заявка", manager=actors["manager"].id)
    assert db.session.query(UserTask).filter_by(record_type="lead", record_id=lead_id).count() == 0


def test_numbers_have_no_holes_after_a_refused_record(actors):
    first = get(deal, new(actors["manager"], deal, name="А")).number
    with pytest.raises(RecordRefused):
        new(actors["manager"], deal, name="Б", amount="много")
    assert get(deal, new(actors["manager"], deal, name="В")).number == first + 1


def test_a_record_needs_its_name(actors):
    with pytest.raises(RecordRefused) as refused:
        new(actors["manager"], lead, name=" ")
    assert list(refused.value.fields) == ["name"]


def test_unknown_read_only_and_misfitting_fields_are_named_all_at_once(actors):
    with pytest.raises(RecordRefused) as refused:
        new(actors["manager"], lead, name="А", colour="red", created_deal=1, amount="x", manager=999)
    assert set(refused.value.fields) == {"colour", "created_deal", "amount", "manager"}


def test_disqualification_needs_a_reason_in_the_diagrams_words(actors):
    lead_id = new(actors["manager"], lead, name="Заявка", manager=actors["manager"].id)
    with pytest.raises(Refusal, match="Необходимо указать причину дисквалификации") as refused:
        move(actors["manager"], lead, lead_id, "disqualified")
    assert refused.value.missing == ("disqualification_reason",)
    assert get(lead, lead_id).status == "new"


def test_disqualification_with_the_reason_on_the_way(actors):
    lead_id = new(actors["manager"], lead, name="Заявка", manager=actors["manager"].id)
    move(actors["manager"], lead, lead_id, "disqualified", disqualification_reason="spam")
    found = get(lead, lead_id)
    assert (found.status, found.disqualification_reason) == ("disqualified", "spam")


def test_leaving_new_writes_the_start_of_processing_once(actors):
    lead_id = new(actors["manager"], lead, name="Заявка", manager=actors["manager"].id)
    move(actors["manager"], lead, lead_id, "interest")
    started = get(lead, lead_id).start_processing_date
    move(actors["manager"], lead, lead_id, "new")
    move(actors["manager"], lead, lead_id, "interest")
    assert started is not None
    assert get(lead, lead_id).start_processing_date == started


def test_a_deal_needs_a_counterparty_in_the_diagrams_words(actors):
    lead_id = new(actors["manager"], lead, name="Заявка", manager=actors["manager"].id)
    with pytest.raises(Refusal, match="Необходимо заполнить контрагента на карточке Лида"):
        move(actors["manager"], lead, lead_id, "deal_creation")


def test_the_deal_of_a_lead_has_its_data_and_both_are_linked(actors):
    manager, observer = actors["manager"], actors["observer"]
    client = new(manager, counterparty, **CLIENT)
    contact = {"full_name": "Анна", "phone": "+7 900", "main": True}
    lead_id = new(
        manager,
        lead,
        name="Заявка",
        manager=manager.id,
        viewers=[observer.id],
        counterparty=client,
        counterparty_text="Ромашка",
        amount="120000.50",
        number_of_users="20",
        description="<p>Текст</p>",
        contacts=[contact],
        emessage="Письмо",
    )
    move(manager, lead, lead_id, "deal_creation")
    source = get(lead, lead_id)
    made = get(deal, source.created_deal_id)
    assert (source.status, made.status, made.created_from_lead_id) == ("deal_creation", "new", lead_id)
    assert (made.name, made.company, made.amount) == ("Заявка", "Ромашка", Decimal("120000.50"))
    assert (made.counterparty_id, made.manager_id, made.number_of_users) == (client, manager.id, "20")
    assert (made.description, made.emessage) == ("<p>Текст</p>", "Письмо")
    assert people_of("deal", [made.id])[made.id, "viewers"] == [observer.id]
    assert contacts_of("deal", [made.id])[made.id][0]["full_name"] == "Анна"


def test_a_second_move_to_deal_creates_no_second_deal(actors):
    manager = actors["manager"]
    client = new(manager, counterparty, **CLIENT)
    lead_id = new(manager, lead, name="Заявка", manager=manager.id, counterparty=client)
    move(manager, lead, lead_id, "deal_creation")
    with pytest.raises(NotAllowedNow):  # a last status is the last
        move(manager, lead, lead_id, "interest")
    move(manager, lead, lead_id, "deal_creation")
    assert db.session.query(deal.model).count() == 1


def test_naming_a_responsible_ends_the_take_to_work_task(actors):
    lead_id = new(actors["manager"], lead, name="Заявка")
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, lead, lead_id, {"manager": actors["manager2"].id})
    assert db.session.query(UserTask).filter_by(record_id=lead_id, record_type="lead", state="open").count() == 0


def test_the_history_keeps_who_changed_what(actors):
    deal_id = new(actors["manager"], deal, name="А", manager=actors["manager"].id)
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, deal, deal_id, {"amount": "10", "name": "А"}, why="уточнили")
    entry = db.session.query(HistoryEntry).filter_by(record_type="deal", record_id=deal_id, kind="fieldsChanged").one()
    assert entry.actor_name == "Станислав Усачёв"
    assert entry.data["fields"] == {"amount": {"old": None, "new": "10.00"}}
    assert entry.data["why"] == "уточнили"


def test_changes_to_different_fields_are_both_kept(actors):
    manager = actors["manager"]
    deal_id = new(manager, deal, name="А", manager=manager.id)
    seen = get(deal, deal_id).revision
    with unit_of_work(manager) as unit:
        update_record(unit, deal, deal_id, {"amount": "10"}, revision=seen)
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, deal, deal_id, {"company": "Ромашка"}, revision=seen)
    assert (get(deal, deal_id).amount, get(deal, deal_id).company) == (Decimal(10), "Ромашка")


def test_changes_to_the_same_field_are_a_conflict_that_holds_both(actors):
    deal_id = new(actors["manager"], deal, name="А", manager=actors["manager"].id)
    seen = get(deal, deal_id).revision
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, deal, deal_id, {"name": "Б"}, revision=seen)
    with pytest.raises(Conflict) as conflict, unit_of_work(actors["manager"]) as unit:
        update_record(unit, deal, deal_id, {"name": "В"}, revision=seen)
    assert (conflict.value.theirs, conflict.value.yours) == ({"name": "Б"}, {"name": "В"})
    assert conflict.value.who == actors["director"].name


def test_a_field_that_a_form_sends_back_untouched_does_not_undo_what_another_wrote(actors):
    manager, director = actors["manager"], actors["director"]
    long = "слово " * 200
    seen_values = {"name": "А", "amount": "7", "manager": manager.id, "viewers": [director.id], "company": ""}
    deal_id = new(manager, deal, **seen_values, description=long)
    seen = get(deal, deal_id).revision
    with unit_of_work(director) as unit:
        theirs = {"amount": "10", "company": "Ромашка", "manager": director.id, "viewers": [], "description": "Иное"}
        update_record(unit, deal, deal_id, theirs, revision=seen)
    with unit_of_work(manager) as unit:
        update_record(unit, deal, deal_id, {**seen_values, "name": "Б"}, revision=seen, system=True)
    changed = get(deal, deal_id)
    assert (changed.name, changed.amount, changed.company) == ("Б", Decimal(10), "Ромашка")
    assert changed.manager_id == director.id
    with pytest.raises(Conflict), unit_of_work(director) as unit:  # the history keeps the beginning of it only
        update_record(unit, deal, deal_id, {"description": long}, revision=seen)


def test_a_manager_cannot_touch_the_deal_of_another(actors):
    deal_id = new(actors["manager"], deal, name="А", manager=actors["manager"].id)
    with pytest.raises(NotFound), unit_of_work(actors["manager2"]) as unit:
        update_record(unit, deal, deal_id, {"name": "Б"})


def test_a_viewer_reads_but_does_not_change(actors):
    deal_id = new(actors["manager"], deal, name="А", manager=actors["manager"].id, viewers=[actors["observer"].id])
    with pytest.raises(Forbidden), unit_of_work(actors["observer"]) as unit:
        update_record(unit, deal, deal_id, {"name": "Б"})


def test_a_deleted_record_leaves_its_history_and_no_process(actors):
    deal_id = new(actors["manager"], deal, name="А")
    with unit_of_work(actors["director"]) as unit:
        delete_record(unit, deal, deal_id)
    assert get(deal, deal_id) is None
    assert kinds(deal, deal_id)[-1] == "recordDeleted"
    assert db.session.query(UserTask).filter_by(record_type="deal", record_id=deal_id, state="open").count() == 0


def test_taking_a_lead_to_work_costs_at_most_12_statements(actors, count_statements):
    lead_id = new(actors["manager"], lead, name="Заявка")
    task = db.session.query(UserTask).filter_by(record_type="lead", record_id=lead_id, state="open").one()
    with count_statements() as statements, unit_of_work(actors["manager"]) as unit:
        complete_task(unit, task.id, "takeToWork")
    assert len(statements) <= 12, "\n".join(statements)


def test_moving_a_deal_costs_at_most_12_statements(actors, count_statements):
    deal_id = new(actors["manager"], deal, name="А", manager=actors["manager"].id)
    with count_statements() as statements:
        move(actors["manager"], deal, deal_id, "firstContact")
    assert len(statements) <= 12, "\n".join(statements)


def test_a_new_lead_costs_at_most_12_statements(actors, count_statements):
    new(actors["manager"], lead, name="Первая")  # reads what is deployed, once for the process
    with count_statements() as statements:
        new(actors["manager"], lead, name="Заявка")
    assert len(statements) <= 12, "\n".join(statements)


@pytest.mark.parametrize(
    ("field", "value"), [("viewers", list(range(1, 502))), ("contacts", [{"full_name": "Анна"}] * 501)]
)
def test_a_list_that_is_too_long_is_refused(actors, field, value):
    with pytest.raises(RecordRefused) as refused:
        new(actors["manager"], deal, name="А", **{field: value})
    assert list(refused.value.fields) == [field]


def test_a_record_is_not_linked_to_what_the_person_may_not_see(actors):
    """Else anybody could read a name by pointing to it."""
    rules = (BPMN / "counterparty.lifecycle.yaml").read_text(encoding="utf-8")
    deploy(
        {"counterparty.lifecycle.yaml": rules.replace("  salesManagers: {write: all}\n", "").encode()},
        name="Правила",
        actor=actors["analyst"],
    )
    manager, director = actors["manager"], actors["director"]
    hidden = new(director, counterparty, **CLIENT)
    deal_id = new(manager, deal, name="А", manager=manager.id)
    with pytest.raises(RecordRefused) as refused, unit_of_work(manager) as unit:
        update_record(unit, deal, deal_id, {"counterparty": hidden})
    assert list(refused.value.fields) == ["counterparty"]
    with unit_of_work(director) as unit:
        update_record(unit, deal, deal_id, {"counterparty": hidden})
    with unit_of_work(manager) as unit:  # what is there already is no obstacle
        update_record(unit, deal, deal_id, {"counterparty": {"access": False}, "name": "Б"})
    assert (get(deal, deal_id).name, get(deal, deal_id).counterparty_id) == ("Б", hidden)
    with pytest.raises(RecordRefused), unit_of_work(manager) as unit:  # else he could guess which one it is
        update_record(unit, deal, deal_id, {"counterparty": hidden})


def test_a_record_is_not_linked_to_what_is_not_there(actors):
    with pytest.raises(RecordRefused) as refused, force_locale("en"):
        new(actors["manager"], deal, name="А", counterparty=999)
    assert str(refused.value.fields["counterparty"]) == "This is not there any more: choose another one."


def test_contacts_that_are_sent_again_without_their_ids_are_the_same_contacts(actors):
    contacts = [{"full_name": "Анна", "main": True}, {"full_name": "Борис"}]
    with unit_of_work(actors["director"]) as unit:
        made = create_record(unit, deal, {"name": "Сделка", "contacts": contacts})
    before = contacts_of("deal", [made.id])[made.id]
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, deal, made.id, {"contacts": contacts})
    assert contacts_of("deal", [made.id])[made.id] == before
