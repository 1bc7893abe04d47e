"""What a list of `/engine-rest` is asked with."""

import pytest


@pytest.mark.parametrize("name", ["processInstanceBusinessKey", "unassigned", "tenantIdIn"])
def test_a_filter_of_tasks_that_is_not_there_does_not_find_all(doors, name):
    assert name in doors.client.get(f"/engine-rest/task?{name}=true").json["message"]


def test_what_clients_send_to_every_list_is_let_through(doors):
    for address in ("deployment?maxResults=0", "task?withoutTenantId=true", "process-definition?firstResult=0"):
        assert doors.client.get(f"/engine-rest/{address}").status_code == 200
