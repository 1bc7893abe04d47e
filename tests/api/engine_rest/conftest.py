"""What the tests of the dialect share: diagrams to deploy, and a short way to call the doors as the administrator."""

import pytest


class Doors:
    """Calls of `/engine-rest` by one person; a status that was not expected fails the test."""

    def __init__(self, client) -> None:
        self.client = client

    def get(self, path: str, status: int = 200, **query):
        return self._json(self.client.get(f"/engine-rest/{path}", query_string=query), status)

    def post(self, path: str, body: object = None, status: int = 204, **options):
        return self._json(self.client.post(f"/engine-rest/{path}", json=body or {}, **options), status)

    def put(self, path: str, body: object, status: int = 204):
        return self._json(self.client.put(f"/engine-rest/{path}", json=body), status)

    def delete(self, path: str, status: int = 204):
        return self._json(self.client.delete(f"/engine-rest/{path}"), status)

    def start(self, key: str, business_key: str | None = None, **variables) -> str:
        """Start a process; its id."""
        body = {"variables": {name: {"value": value} for name, value in variables.items()}, "businessKey": business_key}
        return self.post(f"process-definition/key/{key}/start", body, 200)["id"]

    def complete(self, element_id: str, instance_id: str | None = None, **variables) -> None:
        """Complete the one open task of an element."""
        tasks = self.get("task", **({"processInstanceId": instance_id} if instance_id else {}))
        (task,) = [each["id"] for each in tasks if each["taskDefinitionKey"] == element_id]
        self.post(f"task/{task}/complete", {"variables": {k: {"value": v} for k, v in variables.items()}})

    def path(self, instance_id: str, **query) -> list[str]:
        """Ids of the elements that a process has reached, in order."""
        rows = self.get("history/activity-instance", processInstanceId=instance_id, **query)
        return [row["activityId"] for row in rows]

    @staticmethod
    def _json(answer, status: int):
        assert answer.status_code == status, answer.text
        if status >= 400:
            assert answer.json["message"], answer.json
        return answer.json if answer.data else None


@pytest.fixture
def doors(api):
    """The doors as the administrator uses them."""
    return Doors(api("admin"))


@pytest.fixture
def doors_of(api):
    """The doors as somebody uses them: `doors_of("manager")`."""
    return lambda login: Doors(api(login))
