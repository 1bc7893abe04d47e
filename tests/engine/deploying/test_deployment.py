"""Deployments: all or nothing, versions only for what has changed, and what is deployed stays found."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import db
from app.engine import DeploymentRefused, NotFound, artifact, deploy, find_artifact, set_record_host
from app.engine.deploying import artifact_kinds, deployment, under_check
from app.engine.ground.actor import SYSTEM, Actor
from app.engine.ground.host import NoRecords
from app.engine.models import Artifact, Deployment, ProcessDefinition
from app.engine.problems.problem import WARNING

DIAGRAMS = Path(__file__).parents[1] / "diagrams"
PROCESS = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d">{body}</definitions>"""


def process(key="p", inside="", properties="", name="Процесс", task="<task id='t'/>"):
    """A process from a start event over one task."""
    extension = f"<extensionElements><camunda:properties>{properties}</camunda:properties></extensionElements>"
    return (
        f'<process id="{key}" name="{name}" isExecutable="true">{extension if properties else ""}'
        f'<startEvent id="{key}_s"/>{task}{inside}'
        f'<sequenceFlow id="{key}_f" sourceRef="{key}_s" targetRef="t"/></process>'
    )


def diagram(*processes: str) -> bytes:
    return PROCESS.format(body="".join(processes or (process(),))).encode()


def publish(**files: bytes):
    named = {name.replace("__", "."): content for name, content in files.items()}
    return deploy(named, name="a name", comment="why", actor=Actor(7, "anna", "Анна"))


def refused(**files: bytes) -> list[str]:
    with pytest.raises(DeploymentRefused) as caught:
        publish(**files)
    return [problem.code for problem in caught.value.problems if problem.is_error]


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_first_deployment_is_version_one_with_author_and_comment(app):
    result = publish(p__bpmn=diagram())
    row = db.session.get(Deployment, result.id)
    assert (row.name, row.comment, row.author_id, row.author_name) == ("a name", "why", 7, "Анна")
    assert [(each.kind, each.key, each.version, each.changed) for each in result.artifacts] == [
        ("process", "p", 1, True)
    ]
    assert deployment.latest_definition("p").version == 1


def test_same_content_is_no_new_version(app):
    publish(p__bpmn=diagram())
    result = publish(p__bpmn=diagram())
    assert result.id is None
    assert [(each.version, each.changed) for each in result.artifacts] == [(1, False)]
    assert (count(Deployment), count(Artifact), count(ProcessDefinition)) == (1, 1, 1)


def test_only_what_changed_gets_a_version(app):
    publish(p__bpmn=diagram(), q__bpmn=diagram(process("q")))
    result = publish(p__bpmn=diagram(process(name="Другой")), q__bpmn=diagram(process("q")))
    assert [(each.key, each.version, each.changed) for each in result.artifacts] == [("p", 2, True), ("q", 1, False)]


def test_on_demand_all_get_a_version_when_one_has_changed(app):
    publish(p__bpmn=diagram(), q__bpmn=diagram(process("q")))
    files = {"p.bpmn": diagram(process(name="Другой")), "q.bpmn": diagram(process("q"))}
    result = deploy(files, name="all", actor=SYSTEM, only_changed=False)
    assert [each.version for each in result.artifacts] == [2, 2]


def test_going_back_to_old_content_is_a_new_version(app):
    for name in ("Один", "Два", "Один"):
        publish(p__bpmn=diagram(process(name=name)))
    assert deployment.latest_definition("p").version == 3


def test_one_wrong_file_keeps_all_out(app):
    assert refused(good__bpmn=diagram(), bad__bpmn=diagram(process("q", "<task id='lost'/>"))) == ["unreachable"]
    assert (count(Deployment), count(Artifact)) == (0, 0)
    assert deployment.latest_definition("p") is None


def test_every_problem_of_every_file_is_said_at_once(app):
    codes = refused(a__bpmn=b"<broken", b__txt=b"", c__bpmn=diagram(process("q", "<task id='lost'/>")))
    assert sorted(codes) == ["file-kind-unknown", "unreachable", "xml-malformed"]


def test_nothing_is_not_a_deployment(app):
    assert refused() == ["nothing-to-deploy"]


def test_dry_run_says_the_same_and_writes_nothing(app):
    result = deploy({"p.bpmn": diagram(process("q", "<task id='lost'/>"))}, name="try", actor=SYSTEM, dry_run=True)
    assert result.id is None
    assert "unreachable" in [problem.code for problem in result.problems]
    assert count(Deployment) == 0


def test_warnings_do_not_keep_out(app):
    result = publish(p__bpmn=diagram())
    assert [(problem.code, problem.severity) for problem in result.problems] == [("diagram-missing", WARNING)]


def test_two_files_with_one_key_are_refused(app):
    assert "key-taken" in refused(a__bpmn=diagram(), b__bpmn=diagram(process(name="Другой")))


def test_a_process_in_two_files_is_refused(app):
    second = diagram(process("q", task="<task id='t'/>"), process("p").replace('"t"', '"t2"').replace("'t'", "'t2'"))
    assert "process-key-taken" in refused(a__bpmn=diagram(), b__bpmn=second)


def test_old_versions_stay_as_they_were(app):
    publish(p__bpmn=diagram())
    first = deployment.latest_definition("p")
    publish(p__bpmn=diagram(process(name="Другой")))
    assert deployment.definition(first.id) is first
    assert deployment.definition_by_version("p", 1) is first
    assert deployment.latest_definition("p").name == {"ru": "Другой"}
    assert artifact("process", "p", 1).content == diagram()


def test_what_is_not_there_is_not_found(app):
    publish(p__bpmn=diagram())
    for ask in (
        lambda: artifact("process", "nowhere"),
        lambda: artifact("process", "p", 9),
        lambda: deployment.definition(99),
        lambda: deployment.definition_by_version("p", 9),
        lambda: deployment.bound_definition("nowhere", "latest", None, 1),
    ):
        with pytest.raises(NotFound):
            ask()


def test_binding_to_the_deployment_means_what_was_the_latest_then(app):
    publish(p__bpmn=diagram())
    caller = publish(q__bpmn=diagram(process("q")))
    publish(p__bpmn=diagram(process(name="Другой")))
    assert deployment.bound_definition("p", "deployment", None, caller.id).version == 1
    assert deployment.bound_definition("p", "latest", None, caller.id).version == 2
    assert deployment.bound_definition("p", "version", 1, caller.id).version == 1
    assert deployment.bound_artifact("process", "p", "deployment", None, caller.id).version == 1


def test_latest_is_read_without_sql_until_somebody_deploys(app, statements):
    publish(p__bpmn=diagram())
    deployment.latest_definition("p")
    artifact("process", "p")
    with statements() as seen:
        deployment.latest_definition("p")
        deployment.definition(1)
        artifact("process", "p")
    assert seen == []


def test_deployment_by_another_process_is_noticed(app):
    publish(p__bpmn=diagram())
    assert deployment.latest_definition("p").version == 1
    with db.engine.begin() as connection:  # what another server does
        connection.execute(Artifact.__table__.update().values(is_latest=False))
        connection.execute(ProcessDefinition.__table__.update().values(is_latest=False))
        moment = connection.execute(select(Deployment.__table__.c.created_at)).scalar_one()
        connection.execute(
            Deployment.__table__.insert(),
            {"id": 2, "name": "theirs", "comment": "", "author_name": "", "created_at": moment},
        )
        new = {"id": 2, "deployment_id": 2, "kind": "process", "key": "p", "version": 2, "is_latest": True}
        new |= {"file_name": "p.bpmn", "content": diagram(process(name="Их")), "digest": "-"}
        connection.execute(Artifact.__table__.insert(), new)
        row = {"artifact_id": 2, "key": "p", "version": 2, "is_latest": True, "name": {"ru": "Их"}, "starts": []}
        connection.execute(ProcessDefinition.__table__.insert(), row)
    db.session.commit()
    deployment.refresh_catalogue(db.session.connection())
    assert deployment.latest_definition("p").name == {"ru": "Их"}


def test_definitions_are_found_by_what_starts_them(app):
    root = '<signal id="sig" name="alarm"/><message id="msg" name="hello"/>'
    events = (
        '<startEvent id="s1"><signalEventDefinition signalRef="sig"/></startEvent>'
        '<startEvent id="s2"><messageEventDefinition messageRef="msg"/></startEvent>'
    )
    flows = '<sequenceFlow id="f1" sourceRef="s1" targetRef="t"/><sequenceFlow id="f2" sourceRef="s2" targetRef="t"/>'
    publish(p__bpmn=PROCESS.format(body=root + process(inside=events + flows)).encode())
    assert [each.key for each in deployment.definitions_started_by_signal("alarm", None)] == ["p"]
    assert [each.key for each in deployment.definitions_started_by_message("hello", None)] == ["p"]
    assert deployment.definitions_started_by_signal("other", None) == []


def test_what_is_not_deployed_is_not_found_and_not_looked_for(app, count_statements):
    publish(p__bpmn=diagram())
    with count_statements() as statements:
        assert find_artifact("process", "q") is None
    assert statements == []
    assert find_artifact("process", "p").version == 1


def test_whoever_asks_during_a_check_hears_what_will_be(app):
    heard = []

    class Records(NoRecords):
        def known_fields(self, record_type):
            heard.append(under_check().keys("process"))
            return {"name": None}

    set_record_host(Records())
    publish(p__bpmn=diagram(process(properties='<camunda:property name="recordType" value="sample"/>')))
    set_record_host(None)
    assert heard
    assert all("p" in keys for keys in heard)
    assert under_check() is None


def test_processes_of_a_record_type_are_found(app):
    class Records(NoRecords):
        def known_fields(self, record_type):
            return {"name": None}

    set_record_host(Records())
    publish(p__bpmn=diagram(process(properties='<camunda:property name="recordType" value="sample"/>')))
    set_record_host(None)
    assert [each.key for each in deployment.definitions_for_record_type("sample")] == ["p"]
    assert deployment.definitions_for_record_type("other") == []


def test_two_deployments_at_once_count_on(app):
    publish(p__bpmn=diagram())
    ready, failures = threading.Barrier(2), []

    def run(name: str) -> None:
        with app.app_context():
            try:
                ready.wait(10)
                publish(p__bpmn=diagram(process(name=name)))
            except Exception as error:  # shown by the assertion below
                failures.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("Один", "Два")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    versions = db.session.scalars(select(ProcessDefinition.version).order_by(ProcessDefinition.version)).all()
    assert versions == [1, 2, 3]
    assert db.session.scalar(select(func.count()).where(ProcessDefinition.is_latest.is_(True))) == 1


def test_many_threads_parse_a_definition_once(app):
    publish(p__bpmn=diagram())
    definition_id = db.session.scalar(select(ProcessDefinition.id))
    from app.engine.deploying import catalogue

    catalogue._catalogues.clear()
    found, ready = [], threading.Barrier(8)

    def run() -> None:
        with app.app_context():
            ready.wait(10)
            found.append(deployment.definition(definition_id))
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 8
    assert len({id(each) for each in found}) == 1


def test_what_breaks_a_deployed_diagram_is_refused(app, monkeypatch):
    kind = artifact_kinds.ArtifactKind(
        "lifecycle",
        (".words",),
        lambda file_name, content: (file_name.removesuffix(".words"), content.decode().split()),
        lambda parsed, together: [],
        lambda parsed: {"statuses": parsed, "roles": ()},
    )
    monkeypatch.setitem(artifact_kinds._kinds, "lifecycle", kind)
    root = '<signal id="sig" name="sample.status.done"/>'
    task = "<intermediateCatchEvent id='t'><signalEventDefinition signalRef='sig'/></intermediateCatchEvent>"
    publish(sample__words=b"new done", p__bpmn=PROCESS.format(body=root + process(task=task)).encode())
    assert refused(sample__words=b"new") == ["status-unknown"]
    publish(sample__words=b"new done more")


def test_decision_without_a_decision_is_refused(app):
    content = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"/>'
    assert refused(d__dmn=content) == ["decision-none"]


def test_decision_is_called_by_the_key_of_its_top_decision(app):
    publish(discount__dmn=(DIAGRAMS / "discount.dmn").read_bytes())
    assert artifact("decision", "discount").parsed.evaluate("discount", {"amount": 1000}).value is not None


def test_hostile_decision_is_refused(app):
    assert refused(d__dmn=b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><definitions>&x;</definitions>')


@pytest.fixture
def statements(app):
    """Records the SQL statements of a block."""
    from contextlib import contextmanager

    from sqlalchemy import event

    @contextmanager
    def record():
        seen = []
        listener = lambda conn, cursor, statement, *rest: seen.append(statement)  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        try:
            yield seen
        finally:
            event.remove(db.engine, "before_cursor_execute", listener)

    return record


def test_a_file_keeps_its_key(app):
    publish(p__bpmn=diagram(process("first")))
    assert refused(p__bpmn=diagram(process("second"))) == ["key-renamed"]


def test_another_key_in_another_file_is_something_new(app):
    publish(p__bpmn=diagram(process("first")))
    publish(q__bpmn=diagram(process("second")))
    assert deployment.latest_definition("second").version == 1


def test_a_process_moves_to_another_file_when_its_old_file_gets_another_process(app):
    publish(p__bpmn=diagram(process("first")))
    publish(p__bpmn=diagram(process("second")), q__bpmn=diagram(process("first", name="Другой")))
    assert deployment.latest_definition("first").version == 2


class SampleRecords(NoRecords):
    def known_fields(self, record_type):
        return {"name": None}


@pytest.fixture
def sample_records():
    set_record_host(SampleRecords())
    yield
    set_record_host(None)


def test_a_process_that_may_not_be_started_begins_with_no_new_record(app, sample_records):
    record_type = "<camunda:property name='recordType' value='sample'/>"
    by_itself = process("by_itself", properties=record_type)
    called = process("called", properties=record_type)
    publish(p__bpmn=diagram(by_itself), q__bpmn=diagram(called))
    called = called.replace("isExecutable", 'camunda:isStartableInTasklist="false" isExecutable')
    publish(q__bpmn=diagram(called))
    assert [each.key for each in deployment.definitions_for_record_type("sample")] == ["by_itself"]
