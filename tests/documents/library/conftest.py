"""The library through its API, as several people."""

from contextvars import Context
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.conftest import ApiClient

WHERE = "/api/v1/library"
TEXT = "Порядок отпусков\n".encode()


class Library:
    """The library as one person has it before them."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client
        top = client.get(WHERE).json
        self.top = top["folder"]["id"] if "folder" in top else 0

    def folder(self, name: str, within: int | None = None) -> int:
        return self.made(self.post(f"{within or self.top}/folders", {"name": name}))

    def upload(self, name: str, within: int | None = None, content: bytes = TEXT) -> TestResponse:
        data = {"file": (BytesIO(content), name)}
        return self.client.post(f"{WHERE}/{within or self.top}/files", data=data, content_type="multipart/form-data")

    def file(self, name: str, within: int | None = None, content: bytes = TEXT) -> int:
        return self.made(self.upload(name, within, content))

    def get(self, path: str | int) -> TestResponse:
        return self.client.get(f"{WHERE}/{path}")

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.client.post(f"{WHERE}/{path}", json=body, headers=_named(headers))

    def rename(self, item_id: int, name: str, **headers: str) -> TestResponse:
        return self.client.patch(f"{WHERE}/{item_id}", json={"name": name}, headers=_named(headers))

    def move(self, item_id: int, into: int, **headers: str) -> TestResponse:
        return self.post(f"{item_id}/move", {"into": into}, **headers)

    def copy(self, item_id: int, into: int, **more: str) -> TestResponse:
        return self.post(f"{item_id}/copy", {"into": into, **more})

    def throw_away(self, item_id: int, **headers: str) -> TestResponse:
        return self.client.delete(f"{WHERE}/{item_id}", headers=_named(headers))

    def restore(self, item_id: int) -> TestResponse:
        return self.post(f"trash/{item_id}/restore")

    def remove(self, item_id: int) -> TestResponse:
        return self.client.delete(f"{WHERE}/trash/{item_id}")

    def set_rights(self, folder_id: int, *grants: dict, inherited: bool = False) -> TestResponse:
        body = {"grants": None if inherited else list(grants)}
        return self.client.put(f"{WHERE}/{folder_id}/rights", json=body)

    def names(self, folder_id: int | None = None, words: str = "") -> list[str]:
        answer = self.client.get(f"{WHERE}/{folder_id or self.top}/items", query_string={"q": words})
        assert answer.status_code == 200, answer.text
        assert answer.json["total"] == len(answer.json["items"])
        return [each["name"] for each in answer.json["items"]]

    def trash(self) -> list[str]:
        return [each["name"] for each in self.get("trash").json["items"]]

    @staticmethod
    def made(answer: TestResponse) -> int:
        assert answer.status_code == 201, answer.text
        return answer.json["id"]


class _Apart:
    """A client whose requests run in contexts of their own, as on a server."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def __getattr__(self, method: str):
        return lambda *given, **more: Context().run(getattr(self._client, method), *given, **{"buffered": True, **more})


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture
def library(crm):
    """`library("manager").folder("Договоры")`"""
    return lambda login, language="en": Library(ApiClient(_Apart(crm.test_client()), login, language))


@pytest.fixture
def manager(library) -> Library:
    return library("manager")


@pytest.fixture
def admin(library) -> Library:
    return library("admin")


@pytest.fixture
def observer(library) -> Library:
    return library("observer")
