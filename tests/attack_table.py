"""Who gets in where: the rules of the domain (§4) as a table, made without the application.

An address that is not here fails `tests/test_attacks.py`.
"""

from dataclasses import dataclass

PEOPLE = ("observer", "manager", "manager2", "director", "analyst", "admin")
EVERYBODY = set(PEOPLE)
SELLERS = {"manager", "manager2"}
ANALYSTS, ADMINISTRATORS = {"analyst", "admin"}, {"admin"}
CREATORS = SELLERS | {"director", "admin"}
#: Who may read and who may change a deal, by whose it is (§4.3): its manager, who stands in for nobody, viewers,
#: directors, administrators.
READERS = {
    "own": {"manager", "director", "admin"},
    "foreign": {"manager2", "director", "admin"},
    "free": SELLERS | {"director", "admin"},
    "watched": {"manager2", "director", "admin", "observer"},
}
WRITERS = {name: readers - {"observer"} for name, readers in READERS.items()}
#: Who may delete: nobody's deal is not every seller's to remove.
DELETERS = {name: writers - (SELLERS if name == "free" else set()) for name, writers in WRITERS.items()}
ASSIGNERS = {"director", "admin"}

R, S, B = "/<records:record_type>", "/<records_with_status:record_type>", "/<records_with_board:record_type>"
ONE, SOME, API, ENGINE = "/<int:record_id>", "/<plural>", "/api/v1", "/engine-rest"
WORK, TASK, PROCESS = f"{ENGINE}/external-task", "/<task_id>", f"{ENGINE}/process-instance"
#: Addresses with their methods by who gets in: `see`, `change` and `delete` a record, `get a file` of it and `attach`
#: one to it, `assign` its manager, `create`, `task`, `process`, or groups of people.
TABLE: dict[str, dict[str, str]] = {
    "public": {
        "/static/<path:filename>": "GET",
        "/sign-in": "GET POST",
        "/sign-in/again": "GET POST",
        "/sign-out": "POST",
        "/language": "POST",
        "/theme": "POST",
        "/calendar/feed/<secret>.ics": "GET",
    },
    "everybody": {
        "/": "GET",
        R: "GET",
        f"{R}/columns": "GET POST",
        f"{R}/columns/width": "POST",
        f"{R}/filter/<name>": "GET",
        f"{R}/similar": "POST",
        f"{B}/board": "GET",
        f"{B}/board/changes": "GET",
        f"{B}/board/column/<status>": "GET",
        f"{B}/board/columns": "GET POST",
        f"{S}/bulk/status": "GET POST",
        f"{S}/bulk/status/evaluate": "POST",
        f"{S}/bulk/status/undo": "POST",
        "/calendar": "GET",
        "/calendar/events": "GET",
        "/calendar/subscription": "GET POST",
        "/calendar/subscription/revoke": "POST",
        "/api/docs": "GET",
        "/api/openapi.json": "GET",
        f"{API}{SOME}": "GET",
        f"{API}{SOME}/groups": "GET",
        f"{API}/library": "GET",
        f"{API}/library/trash": "GET",
        # nothing is there by these numbers; who gets at what is there: tests/documents/library/test_rights.py
        f"{API}/library/<int:item_id>": "GET PATCH DELETE",
        f"{API}/library/<int:item_id>/content": "GET",
        f"{API}/library/<int:item_id>/copy": "POST",
        f"{API}/library/<int:item_id>/files": "POST",
        f"{API}/library/<int:item_id>/folders": "POST",
        f"{API}/library/<int:item_id>/items": "GET",
        f"{API}/library/<int:item_id>/move": "POST",
        f"{API}/library/trash/<int:item_id>": "DELETE",
        f"{API}/library/trash/<int:item_id>/restore": "POST",
        f"{API}/mentions": "GET",
        f"{API}/mentions/seen": "POST",
        f"{API}/tasks": "GET",
        f"{API}/tasks/bulk": "POST",
        "/card/fold": "POST",
        "/counters": "GET",
        "/library": "GET",
        "/library/trash": "GET",
        "/library/<int:folder_id>": "GET",
        "/library/<int:folder_id>/files": "POST",
        "/library/<int:folder_id>/folders/new": "GET POST",
        "/library/items/<int:item_id>/content": "GET",
        "/library/items/<int:item_id>/copy": "GET POST",
        "/library/items/<int:item_id>/move": "GET POST",
        "/library/items/<int:item_id>/remove": "POST",
        "/library/items/<int:item_id>/rename": "GET POST",
        "/library/items/<int:item_id>/restore": "POST",
        "/library/items/<int:item_id>/trash": "POST",
        f"{R}/merge": "GET",
        "/mentions": "GET",
        "/mentions/seen": "POST",
        "/pickers/links": "GET",
        "/forms/<key>/evaluate": "POST",
        "/pickers/<entity>": "GET",
        "/profile": "GET POST",
        "/profile/password": "GET POST",
        "/profile/sessions": "GET",
        "/profile/sessions/<int:session_id>/end": "POST",
        "/profile/sessions/end-all": "POST",
        "/profile/sessions/end-others": "POST",
        "/profile/tokens": "GET POST",
        "/profile/tokens/<int:token_id>/revoke": "POST",
        "/search": "GET",
        "/search/suggestions": "GET",
        "/tasks": "GET",
        "/tasks/bulk": "POST",
        "/tasks/completed": "GET",
        "/tasks/next": "GET",
        "/tasks/subordinates": "GET",
        f"{ENGINE}/engine": "GET",
        f"{ENGINE}/version": "GET",
        f"{ENGINE}/history/activity-instance": "GET",
        f"{ENGINE}/history/activity-instance/<activity_instance_id>": "GET",
        f"{ENGINE}/history/activity-instance/count": "GET",
        f"{ENGINE}/history/process-instance": "GET",
        f"{ENGINE}/history/process-instance/count": "GET",
        f"{ENGINE}/history/task": "GET",
        f"{ENGINE}/history/task/count": "GET",
        f"{ENGINE}/message": "POST",
        f"{ENGINE}/process-definition": "GET",
        f"{ENGINE}/process-definition/<definition_id>": "GET",
        f"{ENGINE}/process-definition/<definition_id>/xml": "GET",
        f"{ENGINE}/process-definition/count": "GET",
        f"{ENGINE}/process-definition/key/<key>": "GET",
        f"{PROCESS}": "GET",
        f"{PROCESS}/count": "GET",
        f"{ENGINE}/task": "GET",
        f"{ENGINE}/task/count": "GET",
    },
    "see": {
        f"{R}{ONE}/assignment": "GET",
        f"{R}{ONE}": "GET",
        f"{R}{ONE}/history": "GET",
        f"{R}{ONE}/process": "GET",
        f"{R}{ONE}/glance": "GET",
        f"{R}{ONE}/widget/<name>": "GET",
        f"{S}{ONE}/moves": "GET",
        f"{S}{ONE}/status/evaluate": "POST",
        f"{S}{ONE}/why-not": "GET",
        f"{API}{SOME}{ONE}": "GET",
        f"{API}{SOME}{ONE}/history": "GET",
        f"{R}{ONE}/comments": "GET POST",
        f"{R}{ONE}/comments/people": "GET",
        f"{R}{ONE}/comments/seen": "POST",
        f"{API}{SOME}{ONE}/comments": "GET POST",
        f"{API}{SOME}{ONE}/comments/<int:comment_id>": "PATCH",  # without a text
        f"{API}{SOME}{ONE}/links": "GET",
        f"{API}{SOME}{ONE}/moves": "GET",
        f"{API}{SOME}{ONE}/tasks": "GET",
    },
    "change": {
        f"{R}{ONE}/instalments": "GET POST",
        f"{R}{ONE}/links/new": "GET POST",
        f"{R}{ONE}/merge": "GET POST",
        f"{R}{ONE}/merge/choose": "POST",
        f"{API}{SOME}{ONE}/merge": "POST",
        f"{API}{SOME}{ONE}/links": "POST",
        f"{R}{ONE}/prices": "POST",
        f"{R}{ONE}/edit": "GET POST",
        f"{R}{ONE}/field/<name>": "GET POST",
        f"{S}{ONE}/status": "GET POST",
        f"{S}{ONE}/status/undo": "POST",
        f"{API}{SOME}{ONE}": "PATCH",
        f"{API}{SOME}{ONE}/status": "POST",
    },
    "get a file": {
        # none is merged; who undoes a merge: tests/records/commands/test_record_merge.py
        f"{R}{ONE}/merge/undo": "POST",
        f"{API}{SOME}{ONE}/merge/undo": "POST",
        # the deals have no comments; who changes one that is there: tests/records/commands/test_comments.py
        f"{R}{ONE}/comments/<int:comment_id>/edit": "GET POST",
        f"{R}{ONE}/comments/<int:comment_id>/remove": "POST",
        f"{API}{SOME}{ONE}/comments/<int:comment_id>": "DELETE",
        f"{S}{ONE}/schedule": "GET POST",  # deals have none; who may use that of an agreement: tests/crm/contract
        "/calendar/activities/<int:record_id>": "POST",  # deals are none; who may move one: tests/crm/calendar
        f"{R}{ONE}/files/<int:file_id>": "GET",
        f"{API}{SOME}{ONE}/files/<int:file_id>": "GET",
    },
    "attach": {
        f"{R}{ONE}/links/<int:link_id>/remove": "POST",
        f"{API}{SOME}{ONE}/links/<int:link_id>": "DELETE",
        f"{R}{ONE}/files": "POST",
        f"{API}{SOME}{ONE}/files": "POST",
    },
    "delete": {
        f"{R}{ONE}/delete": "GET POST",
        f"{API}{SOME}{ONE}": "DELETE",
    },
    "assign": {f"{S}{ONE}/manager": "GET POST"},
    "create": {
        f"{R}/new": "GET POST",
        f"{R}/files": "POST",
        "/counterparties/new": "GET POST",
        "/orders/new": "GET",
        "/payments/new": "GET",
        f"{API}{SOME}": "POST",
        f"{API}{SOME}/files": "POST",
    },
    "task": {
        f"/tasks{TASK}": "GET",
        f"/tasks{TASK}/assign": "GET POST",
        f"/tasks{TASK}/claim": "POST",
        f"/tasks{TASK}/complete": "POST",
        f"/tasks{TASK}/files": "POST",
        f"/tasks{TASK}/release": "POST",
        f"{API}/tasks{TASK}/assign": "POST",
        f"{API}/tasks{TASK}/claim": "POST",
        f"{API}/tasks{TASK}/complete": "POST",
        f"{API}/tasks{TASK}/files": "POST",
        f"{API}/tasks{TASK}/release": "POST",
        f"{ENGINE}/task{TASK}": "GET",
        f"{ENGINE}/task{TASK}/assignee": "POST",
        f"{ENGINE}/task{TASK}/claim": "POST",
        f"{ENGINE}/task{TASK}/complete": "POST",
        f"{ENGINE}/task{TASK}/form-variables": "GET",
        f"{ENGINE}/task{TASK}/unclaim": "POST",
        f"{ENGINE}/task{TASK}/variables": "GET",
        f"{ENGINE}/task{TASK}/variables/<name>": "GET",
    },
    "process": {
        f"{PROCESS}/<instance_id>": "GET",
        f"{PROCESS}/<instance_id>/activity-instances": "GET",
        f"{PROCESS}/<instance_id>/variables": "GET",
        f"{PROCESS}/<instance_id>/variables/<name>": "GET",
        f"{ENGINE}/history/process-instance/<instance_id>": "GET",
    },
    "analysts": {
        f"{ENGINE}/deployment": "GET",
        f"{ENGINE}/deployment/<int:deployment_id>": "GET",
        f"{ENGINE}/deployment/<int:deployment_id>/resources": "GET",
        f"{ENGINE}/deployment/create": "POST",
        f"{ENGINE}/process-definition/<definition_id>/statistics": "GET",
        "/studio/actions": "GET",
        "/studio/artifacts": "GET",
        "/studio/artifacts/<int:artifact_id>/file": "GET",
        "/studio/artifacts/<kind>/<key>": "GET",
        "/studio/deployment": "GET POST",
        "/studio/element-templates.json": "GET",
        "/studio/template-data": "GET",
        "/studio/waiting": "GET",
        "/studio/waiting/<int:waiting_id>": "GET",
        "/studio/waiting/<int:waiting_id>/files/<int:file_id>": "GET",
        f"{API}/waiting-deployments": "GET",
        f"{API}/waiting-deployments/<int:waiting_id>": "GET",
    },
    "administrators": {
        "/studio/waiting/<int:waiting_id>": "POST",
        f"{API}/waiting-deployments/<int:waiting_id>/confirm": "POST",
        f"{API}/waiting-deployments/<int:waiting_id>/decline": "POST",
        WORK: "GET",
        f"{WORK}/<external_task_id>": "GET",
        f"{WORK}/<external_task_id>/bpmnError": "POST",
        f"{WORK}/<external_task_id>/complete": "POST",
        f"{WORK}/<external_task_id>/errorDetails": "GET",
        f"{WORK}/<external_task_id>/extendLock": "POST",
        f"{WORK}/<external_task_id>/failure": "POST",
        f"{WORK}/<external_task_id>/lock": "POST",
        f"{WORK}/<external_task_id>/retries": "PUT",
        f"{WORK}/<external_task_id>/unlock": "POST",
        f"{WORK}/count": "GET",
        f"{WORK}/fetchAndLock": "POST",
        f"{WORK}/topic-names": "GET",
        f"{ENGINE}/incident": "GET",
        f"{ENGINE}/incident/<incident_id>": "GET DELETE",
        f"{ENGINE}/incident/count": "GET",
        f"{ENGINE}/job": "GET",
        f"{ENGINE}/job/<job_id>": "GET",
        f"{ENGINE}/job/<job_id>/execute": "POST",
        f"{ENGINE}/job/<job_id>/retries": "PUT",
        f"{ENGINE}/job/count": "GET",
        f"{ENGINE}/process-definition/<definition_id>/start": "POST",
        f"{ENGINE}/process-definition/key/<key>/start": "POST",
        f"{PROCESS}/<instance_id>": "DELETE",
        f"{PROCESS}/<instance_id>/suspended": "PUT",
        f"{PROCESS}/<instance_id>/variables": "POST",
        f"{PROCESS}/<instance_id>/variables/<name>": "PUT DELETE",
        f"{ENGINE}/signal": "POST",
        f"{R}{ONE}/anonymise": "GET POST",
        f"{API}{SOME}{ONE}/anonymise": "POST",
        f"{API}/library/<int:item_id>/rights": "GET PUT",
        "/library/<int:folder_id>/rights": "GET POST",
        "/groups": "GET",
        "/groups/<group_id>": "GET POST",
        "/groups/new": "GET POST",
        "/periodic-jobs": "GET",
        "/periodic-jobs/<name>/run": "POST",
        "/people": "GET",
        "/people/<int:person_id>": "GET POST",
        "/people/<int:person_id>/password": "GET POST",
        "/people/<int:person_id>/sessions/end": "POST",
        "/people/new": "GET POST",
        "/security-log": "GET",
        "/tokens": "GET",
        "/tokens/<int:token_id>/revoke": "POST",
    },
    "works with": {  # with the records that the diagram is of, or with diagrams
        f"{ENGINE}/process-definition/key/<key>/xml": "GET",
    },
    "change a lead or deal": {f"{R}{ONE}/counterparty": "GET"},
}
GROUPS = {"everybody": EVERYBODY, "analysts": ANALYSTS, "administrators": ADMINISTRATORS, "create": CREATORS}


@dataclass(frozen=True)
class Door:
    """An address with one method.

    Attributes:
        kind: of the table.
    """

    method: str
    rule: str
    kind: str

    @property
    def is_for_programs(self) -> bool:
        return self.rule.startswith(("/api/v1", "/engine-rest"))


def doors() -> list[Door]:
    return [
        Door(method, rule, kind)
        for kind, lines in TABLE.items()
        for rule, methods in lines.items()
        for method in methods.split()
    ]
