"""The doors through which files of records come and go: who may, what is answered, what is refused."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.crm.counterparty import counterparty
from app.db import db, write_transaction
from app.files import StoredFile, store
from tests.api.documented import Document
from tests.extension.test_files import change, got, part
from tests.extension.test_orders import SUGAR, held
from tests.files import samples
from tests.visitors import Visitor


class TestDownloads:
    @pytest.fixture
    def address(self, order, new_order, upload):
        """The address of a file of an order."""

        def of(content: bytes = samples.PDF, name: str = "offer.pdf") -> str:
            order_id = new_order(documents=[upload(content=content, name=name)])
            return f"/supply-orders/{order_id}/files/{held(order, order_id, 'documents')[0].id}"

        return of

    @pytest.mark.parametrize(
        ("content", "name", "shown"),
        [
            (samples.PNG, "a.png", True),
            (samples.JPEG, "a.jpg", True),
            (samples.WEBP, "a.webp", True),
            (samples.GIF, "a.gif", True),
            (samples.PDF, "a.pdf", True),
            (samples.SVG, "a.svg", False),
            (samples.HTML, "a.html", False),
            (b"plain", "a.txt", False),
        ],
    )
    def test_only_what_runs_nothing_is_shown(self, address, sign_in, content, name, shown):
        client, where = sign_in("manager"), address(content, name)
        saved, asked = got(client, where), got(client, f"{where}?show")
        assert saved.headers["Content-Disposition"].startswith("attachment")
        assert asked.headers["Content-Disposition"].startswith("inline" if shown else "attachment")
        for answer in (saved, asked):
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in answer.headers["Content-Security-Policy"]
            assert answer.data == content

    def test_a_name_cannot_break_out_of_its_header(self, address, sign_in):
        answer = got(sign_in("manager"), address(name='счёт"; x=y\r\nSet-Cookie: a=b.pdf'))
        assert "Set-Cookie: a" not in str(answer.headers)
        assert "filename*=UTF-8''%D1%81%D1%87%D1%91%D1%82" in answer.headers["Content-Disposition"]

    def test_what_the_browser_has_is_not_sent_again(self, address, sign_in):
        client, where = sign_in("manager"), address()
        tag = got(client, where).headers["ETag"]
        assert got(client, where, headers={"If-None-Match": tag}).status_code == 304
        assert got(client, where).headers["Cache-Control"] == "private, no-cache"

    def test_a_part_is_sent_where_a_part_is_asked_for(self, address, sign_in):
        answer = got(sign_in("manager"), address(), headers={"Range": "bytes=1-3"})
        assert (answer.status_code, answer.data) == (206, samples.PDF[1:4])

    def test_a_file_is_not_there_for_who_may_not_read_the_record(self, address, sign_in):
        where = address()
        order_id = where.split("/")[2]
        assert sign_in("observer").get(where).status_code == 404
        assert sign_in("observer").get(f"/api/v1{where}").status_code == 404
        assert sign_in("manager").get(where.replace(f"/{order_id}/", f"/{int(order_id) + 1}/")).status_code == 404

    def test_an_upload_that_no_record_has_is_got_back_by_nobody(self, order, new_order, upload, sign_in):
        assert sign_in("manager").get(f"/supply-orders/{new_order()}/files/{upload()}").status_code == 404

    def test_a_file_that_went_is_not_there(self, order, new_order, upload, actors, sign_in):
        order_id = new_order(scan=upload())
        scan = held(order, order_id, "scan")
        change(order, order_id, actors["manager"], scan=None)
        assert sign_in("manager").get(f"/supply-orders/{order_id}/files/{scan.id}").status_code == 404

    def test_a_file_of_a_field_that_is_gone_is_not_there(self, order, address, sign_in):
        where = address()
        with write_transaction():
            db.session.scalar(select(StoredFile)).field = "withdrawn"
        assert sign_in("manager").get(where).status_code == 404

    def test_a_missing_content_is_said_in_words(self, address, sign_in):
        where = address()
        store().path(db.session.scalar(select(StoredFile.digest))).unlink()
        answer = sign_in("manager").get(f"/api/v1{where}")
        assert answer.status_code == 404
        assert "offer.pdf" in answer.json["message"]


class TestApi:
    def test_a_file_is_handed_over_named_and_got_back(self, order, sign_in):
        client = sign_in("manager")
        document = Document(client)
        given = client.post("/api/v1/supply-orders/files?field=scan", data={"file": part()})
        assert given.status_code == 201
        assert document.faults_of_answer("/api/v1/supply-orders/files", "post", given) == []
        made = client.post("/api/v1/supply-orders", json={"name": "x", "scan": given.json["id"]})
        assert document.faults_of_answer("/api/v1/supply-orders", "post", made) == []
        scan = made.json["scan"]
        assert scan | {"id": 0, "address": ""} == {
            "id": 0,
            "name": "offer.pdf",
            "size": len(samples.PDF),
            "media_type": "application/pdf",
            "address": "",
        }
        assert got(client, scan["address"]).data == samples.PDF
        again = client.patch(
            f"/api/v1/supply-orders/{made.json['id']}", json={"scan": scan, "documents": [given.json["id"]]}
        )
        assert again.json["scan"] == scan
        assert [each["name"] for each in again.json["documents"]] == ["offer.pdf"]

    def test_a_file_is_handed_over_for_a_record_and_its_rows(self, order, new_order, sign_in):
        client, order_id = sign_in("manager"), new_order(lines=[SUGAR])
        given = client.post(f"/api/v1/supply-orders/{order_id}/files?field=lines.drawing", data={"file": part()})
        line = held(order, order_id, "lines")[0]
        lines = [{"id": line["id"], "drawing": given.json["id"]}]
        answer = client.patch(f"/api/v1/supply-orders/{order_id}", json={"lines": lines})
        assert answer.json["lines"][0]["drawing"]["name"] == "offer.pdf"

    @pytest.mark.parametrize(
        ("path", "data", "status"),
        [
            ("/api/v1/supply-orders/files?field=name", {"file": part()}, 404),
            ("/api/v1/supply-orders/files?field=unknown", {"file": part()}, 404),
            ("/api/v1/supply-orders/files", {"file": part()}, 404),
            ("/api/v1/supply-orders/999/files?field=scan", {"file": part()}, 404),
            ("/api/v1/nothing/files?field=scan", {"file": part()}, 404),
            ("/api/v1/supply-orders/files?field=scan", {}, 422),
            ("/api/v1/supply-orders/files?field=scan", {"other": part()}, 422),
            ("/api/v1/supply-orders/files?field=scan", {"file": part(b"")}, 422),
            ("/api/v1/supply-orders/files?field=scan", {"file": part(samples.HTML, "a.html")}, 422),
        ],
    )
    def test_what_is_not_expected_is_refused_in_words(self, order, sign_in, path, data, status):
        fresh = {name: part(each[0].getvalue(), each[1]) for name, each in data.items()}
        answer = sign_in("manager").post(path, data=fresh, content_type="multipart/form-data")
        assert (answer.status_code, bool(answer.json["message"])) == (status, True)
        assert db.session.scalar(select(StoredFile.id)) is None

    def test_who_may_not_write_hands_nothing_over(self, order, new_order, sign_in, crm):
        order_id = new_order()
        for prefix in ("", "/api/v1"):
            assert (
                sign_in("observer").post(f"{prefix}/supply-orders/files?field=scan", data={"file": part()}).status_code
                == 403
            )
            answer = sign_in("observer").post(
                f"{prefix}/supply-orders/{order_id}/files?field=scan", data={"file": part()}
            )
            assert answer.status_code == 404
            stranger = Visitor(crm).post(f"{prefix}/supply-orders/files?field=scan", data={"file": part()})
            assert stranger.status_code in (302, 303, 401)
        assert db.session.scalar(select(StoredFile.id)) is None


def test_other_record_types_have_no_doors_for_files(crm, sign_in):
    assert sign_in("manager").post(f"/{counterparty.plural}/files?field=name", data={"file": part()}).status_code == 404


def test_a_body_that_is_too_large_is_told_the_limit_of_files(order, sign_in, crm):
    crm.config["SETTINGS"] = replace(crm.config["SETTINGS"], file_limit=1)
    body = bytes(2 * 1024 * 1024 + 1)  # 1 MB beside the files is for the other fields
    answer = sign_in("manager").post(
        "/supply-orders/files?field=scan", data=body, content_type="multipart/form-data; boundary=x"
    )
    assert answer.status_code == 413
    assert "2 МБ" in answer.text
