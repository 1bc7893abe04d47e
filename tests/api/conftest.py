"""A client of the API: HTTP Basic, JSON."""

import base64
from pathlib import Path

import pytest

from app.engine import SYSTEM, deploy

DIAGRAMS = Path(__file__).parent / "diagrams"


class ApiClient:
    """Calls the API as one person."""

    def __init__(self, client, login: str, language: str) -> None:
        self._client = client
        token = base64.b64encode(f"{login}:demo".encode()).decode()
        self._headers = {"Authorization": f"Basic {token}", "Accept-Language": language}

    def __getattr__(self, method: str):
        def call(path: str, headers: dict | None = None, **more):
            return getattr(self._client, method)(path, headers={**self._headers, **(headers or {})}, **more)

        return call


@pytest.fixture
def api(crm):
    """`api("manager").get("/api/v1/leads")`"""

    def client_of(login: str, language: str = "ru") -> ApiClient:
        return ApiClient(crm.test_client(), login, language)

    return client_of


@pytest.fixture
def deployed(crm):
    """Deploy diagrams of `tests/api/diagrams`: `deployed("application")`."""

    def deploy_named(*names: str) -> None:
        deploy({f"{name}.bpmn": (DIAGRAMS / f"{name}.bpmn").read_bytes() for name in names}, name="Тест", actor=SYSTEM)

    return deploy_named
