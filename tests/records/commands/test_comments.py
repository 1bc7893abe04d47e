"""Comments: who reads, writes, changes and removes them, who is called in them, and what becomes of them."""

import pytest
from sqlalchemy import func, select

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import SYSTEM, NotFound, StaleRevision, deploy, unit_of_work
from app.records.commands.anonymising import anonymise_record
from app.records.commands.comments.reading import comments_of, mentions_of
from app.records.commands.comments.writing import (
    LONGEST,
    add_comment,
    change_comment,
    count_unseen,
    mark_seen_on,
    remove_comment,
)
from app.records.commands.delete import delete_record
from app.records.commands.update import update_record
from app.records.errors import Forbidden, RecordRefused
from app.records.models import CommentMention, RecordComment
from app.records.types import registry
from tests.records.samples import new
from tests.visitors import signed_in


@pytest.fixture
def deal(crm, actors):
    """A deal of the manager, seen by the observer."""
    viewers = [actors["observer"].id]
    return new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id, viewers=viewers)


def write(actor, deal_id, text):
    with unit_of_work(actor) as unit:
        return add_comment(unit, registry["deal"], deal_id, text).id


def change(actor, deal_id, comment_id, text, revision=None):
    with unit_of_work(actor) as unit:
        return change_comment(unit, registry["deal"], deal_id, comment_id, text, revision).revision


def remove(actor, deal_id, comment_id):
    with unit_of_work(actor) as unit:
        remove_comment(unit, registry["deal"], deal_id, comment_id)


def read(actor, deal_id, **page):
    return comments_of(registry["deal"], deal_id, actor, **page)


def unseen(actor):
    db.session.rollback()  # else what others have written meanwhile is not seen
    return count_unseen(actor.id)


def texts(actor, deal_id):
    return [each.text for each in read(actor, deal_id).comments]


def test_the_newest_comes_first_with_its_author(deal, actors):
    write(actors["manager"], deal, "  Позвонить\r\nзавтра ")
    write(actors["director"], deal, "Хорошо")
    assert [(each.author, each.text) for each in read(actors["manager"], deal).comments] == [
        (actors["director"].name, "Хорошо"),
        (actors["manager"].name, "Позвонить\nзавтра"),
    ]


def test_who_reads_the_record_comments_and_nobody_else(deal, actors):
    write(actors["observer"], deal, "Вижу")
    with pytest.raises(NotFound):
        write(actors["manager2"], deal, "Не вижу")


def test_the_lifecycle_file_may_name_who_comments(deal, actors):
    text = shipped_files()["deal.lifecycle.yaml"].decode()
    named = text.replace("\nactions:\n", "\nactions:\n  comment: [manager]\n")
    assert named != text
    deploy({"deal.lifecycle.yaml": named.encode()}, name="named", actor=SYSTEM)
    write(actors["manager"], deal, "Можно")
    with pytest.raises(Forbidden):
        write(actors["observer"], deal, "Нельзя")


@pytest.mark.parametrize("text", ["", " \n ", "а" * (LONGEST + 1), "нуль\x00", "\ud800"])
def test_what_is_no_comment_is_said(deal, actors, text):
    with pytest.raises(RecordRefused) as refused:
        write(actors["manager"], deal, text)
    assert list(refused.value.fields) == ["text"]


def test_only_the_author_changes_and_removes_it(deal, actors):
    mine = write(actors["manager"], deal, "Первый")
    for work in (lambda who: change(who, deal, mine, "Иначе"), lambda who: remove(who, deal, mine)):
        with pytest.raises(Forbidden):
            work(actors["director"])
    assert read(actors["manager"], deal).comments[0].edited_at is None
    change(actors["manager"], deal, mine, "Второй")
    [comment] = read(actors["observer"], deal).comments
    assert (comment.text, comment.edited_at is not None, comment.mine) == ("Второй", True, False)
    remove(actors["manager"], deal, mine)
    assert read(actors["manager"], deal).total == 0


def test_of_two_windows_the_later_one_learns_what_it_says_now(deal, actors):
    comment = write(actors["manager"], deal, "Первый")
    change(actors["manager"], deal, comment, "Второй", revision=1)
    with pytest.raises(StaleRevision, match="Второй"):
        change(actors["manager"], deal, comment, "Третий", revision=1)
    assert texts(actors["manager"], deal) == ["Второй"]


def test_a_comment_of_another_record_is_not_found_here(deal, actors):
    other = new(actors["manager"], "deal", name="Другая", manager=actors["manager"].id)
    comment = write(actors["manager"], other, "Там")
    with pytest.raises(NotFound):
        remove(actors["manager"], deal, comment)


class TestMentions:
    def test_who_is_called_learns_of_it_until_they_have_seen_it(self, deal, actors):
        write(actors["manager"], deal, "@Director, посмотрите. И @observer.")
        write(actors["manager"], deal, "Без имён, почта ivan@director.example")
        assert [unseen(actors[each]) for each in ("director", "observer", "manager")] == [1, 1, 0]
        [mention] = mentions_of(actors["director"]).mentions
        assert (mention.key, mention.seen) == (("deal", deal), False)
        assert [each.login for each in mention.beginning if each.login] == ["director", "observer"]
        with unit_of_work(actors["director"]) as unit:
            mark_seen_on(unit, registry["deal"], deal)
        assert unseen(actors["director"]) == 0
        assert unseen(actors["observer"]) == 1

    def test_who_may_not_read_the_record_is_not_called(self, deal, actors):
        with pytest.raises(RecordRefused) as refused:
            write(actors["manager"], deal, "@manager2, возьмите")
        assert actors["manager2"].name in refused.value.fields["text"]
        assert unseen(actors["manager2"]) == 0

    def test_a_word_that_is_no_login_is_text(self, deal, actors):
        write(actors["manager"], deal, "@никто @nobody-here @")
        [comment] = read(actors["manager"], deal).comments
        assert [each.words for each in comment.pieces] == ["@никто @nobody-here @"]

    def test_an_edit_calls_anew_only_who_was_not_called(self, deal, actors):
        comment = write(actors["manager"], deal, "@director")
        with unit_of_work(actors["director"]) as unit:
            mark_seen_on(unit, registry["deal"], deal)
        change(actors["manager"], deal, comment, "@director и @observer")
        assert [unseen(actors[each]) for each in ("director", "observer")] == [0, 1]
        change(actors["manager"], deal, comment, "Никого")
        assert [unseen(actors[each]) for each in ("director", "observer")] == [0, 0]

    def test_who_lost_the_right_sees_neither_name_nor_text(self, deal, actors):
        write(actors["manager"], deal, "@observer, тайна")
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, registry["deal"], deal, {"viewers": []})
        [mention] = mentions_of(actors["observer"]).mentions
        assert (mention.record_name, mention.author, list(mention.beginning)) == ("", "", [])

    def test_oneself_is_not_told(self, deal, actors):
        write(actors["manager"], deal, "@manager, не забыть")
        assert unseen(actors["manager"]) == 0


class TestWhatBecomesOfThem:
    def test_they_go_with_the_record(self, deal, actors):
        write(actors["manager"], deal, "@director")
        with unit_of_work(actors["director"]) as unit:
            delete_record(unit, registry["deal"], deal)
        for model in (RecordComment, CommentMention):
            assert db.session.scalar(select(func.count()).select_from(model)) == 0

    def test_anonymising_takes_the_people_out_of_them(self, crm, actors):
        contact = {"full_name": "Пётр Ильич", "phone": "+7 900 123-45-67"}
        lead = new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id, contacts=[contact])
        with unit_of_work(actors["manager"]) as unit:
            add_comment(unit, registry["lead"], lead, "Пётр Ильич ждёт звонка на +7 900 123-45-67 в обед")
        with unit_of_work(actors["admin"]) as unit:
            anonymise_record(unit, registry["lead"], lead)
        [comment] = comments_of(registry["lead"], lead, actors["manager"]).comments
        assert "Пётр" not in comment.text
        assert "900" not in comment.text
        assert comment.text.endswith("в обед")

    def test_many_cost_as_many_statements_as_few(self, deal, actors, count_statements):
        counts = []
        for number in (2, 18):
            for each in range(number):
                write(actors["manager"], deal, f"{each}: @director @observer")
            with count_statements() as statements:
                read(actors["director"], deal)
            counts.append(len(statements))
            with count_statements() as statements:
                mentions_of(actors["director"])
            counts.append(len(statements))
        assert counts[0] <= counts[2] <= 4
        assert counts[1] == counts[3] <= 5


class TestPages:
    def test_the_card_shows_them_escaped_and_the_history_tells_of_them(self, crm, deal):
        manager = signed_in(crm, "manager")
        assert "There are no comments" in manager.get(f"/deals/{deal}/widget/comments", htmx=True).text
        answer = manager.post(
            f"/deals/{deal}/comments", {"text": "<script>alert(1)</script> https://example.com/a?b=1"}
        )
        assert answer.status_code == 303
        page = manager.get(f"/deals/{deal}/widget/comments", htmx=True).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert 'href="https://example.com/a?b=1"' in page
        assert "Commented" in manager.get(f"/deals/{deal}?tab=history").text

    def test_a_wrong_text_comes_back_with_the_reason(self, crm, deal):
        manager = signed_in(crm, "manager")
        for htmx in (True, False):
            answer = manager.post(f"/deals/{deal}/comments", {"text": "а" * 5001}, htmx=htmx)
            assert answer.status_code == 422
            assert "5001 of 5000" in answer.text
            assert "а" * 5001 in answer.text

    def test_it_is_changed_in_a_dialog_and_removed(self, crm, deal, actors):
        comment = write(actors["manager"], deal, "Первый")
        manager = signed_in(crm, "manager")
        address = f"/deals/{deal}/comments/{comment}"
        assert "Первый" in manager.get(f"{address}/edit").text
        stale = manager.post(f"{address}/edit", {"text": "Второй", "revision": "7"})
        assert (stale.status_code, "Второй" in stale.text, "Первый" in stale.text) == (412, True, True)
        assert manager.post(f"{address}/edit", {"text": "Второй", "revision": "1"}).status_code == 303
        assert "edited" in manager.get(f"/deals/{deal}/widget/comments", htmx=True).text
        assert signed_in(crm, "director").get(f"{address}/edit").status_code == 403
        assert manager.post(f"{address}/remove").status_code == 303
        assert manager.get(f"{address}/edit").status_code == 404

    def test_older_ones_are_a_page_further(self, crm, deal, actors):
        for number in range(21):
            write(actors["manager"], deal, f"Номер {number}.")
        manager = signed_in(crm, "manager")
        first = manager.get(f"/deals/{deal}/widget/comments", htmx=True).text
        assert ("Номер 1." in first, "Номер 0." in first, "page=2" in first) == (True, False, True)
        for htmx in (True, False):
            assert "Номер 0." in manager.get(f"/deals/{deal}/comments?page=2", htmx=htmx).text

    def test_the_list_offers_only_who_may_read_the_record(self, crm, deal):
        manager = signed_in(crm, "manager")
        found = {each["value"] for each in manager.get(f"/deals/{deal}/comments/people?q=").json}
        assert {"manager", "director", "observer"} <= found
        assert "manager2" not in found
        assert [each["value"] for each in manager.get(f"/deals/{deal}/comments/people?q=observer").json] == ["observer"]

    def test_mentions_have_a_page_and_a_number_in_the_menu(self, crm, deal, actors):
        write(actors["manager"], deal, "@director, посмотрите")
        director = signed_in(crm, "director")
        page = director.get("/mentions").text
        assert f"/deals/{deal}#widget-comments" in page
        assert 'id="counter-mentions"' in page
        assert director.post("/mentions/seen", {"comment": "9999"}).status_code == 303
        assert unseen(actors["director"]) == 1
        assert director.post("/mentions/seen").status_code == 303
        assert unseen(actors["director"]) == 0
        assert "Nobody has called you yet" in signed_in(crm, "manager").get("/mentions").text


class TestApi:
    def test_it_writes_lists_changes_and_removes(self, crm, deal):
        manager = signed_in(crm, "manager")
        address = f"/api/v1/deals/{deal}/comments"
        made = manager.send("POST", address, json={"text": "@observer, да"})
        assert made.status_code == 201
        assert [each["login"] for each in made.json["mentions"]] == ["observer"]
        comment = f"{address}/{made.json['id']}"
        assert manager.send("PATCH", comment, json={"text": "Нет"}).json["text"] == "Нет"
        listed = manager.get(address).json
        assert (listed["total"], listed["items"][0]["text"]) == (1, "Нет")
        assert signed_in(crm, "director").send("DELETE", comment).status_code == 403
        assert manager.send("DELETE", comment).status_code == 204
        assert manager.send("DELETE", comment).status_code == 404

    def test_faults_are_said(self, crm, deal):
        manager = signed_in(crm, "manager")
        address = f"/api/v1/deals/{deal}/comments"
        assert manager.send("POST", address, json={}).status_code == 400
        assert manager.send("POST", address, json={"text": ""}).json["details"]["text"]
        made = manager.send("POST", address, json={"text": "Раз"}).json["id"]
        headers = {"If-Match": '"7"', "X-CSRFToken": manager._token}
        stale = manager.send("PATCH", f"{address}/{made}", json={"text": "Два"}, headers=headers)
        assert stale.status_code == 412

    def test_mentions_are_listed_and_seen(self, crm, deal, actors):
        comment = write(actors["manager"], deal, "@director")
        director = signed_in(crm, "director")
        [item] = director.get("/api/v1/mentions").json["items"]
        assert (item["comment_id"], item["record_id"], item["seen"]) == (comment, deal, False)
        assert director.send("POST", "/api/v1/mentions/seen", json={"comments": []}).status_code == 204
        assert not director.get("/api/v1/mentions").json["items"][0]["seen"]
        assert director.send("POST", "/api/v1/mentions/seen", json={}).status_code == 204
        assert director.get("/api/v1/mentions").json["items"][0]["seen"]
