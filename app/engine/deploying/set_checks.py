"""What is wrong with the files of a deployment together, beside what each kind of file finds by itself."""

from sqlalchemy import select

from app.db import db
from app.engine.deploying.read_files import ReadFiles
from app.engine.models import Artifact
from app.engine.problems.findings import Findings
from app.engine.problems.problem import Problem


def processes_in_two_files(together: ReadFiles) -> list[Problem]:
    """Processes of one key in several files of the deployment."""
    owners: dict[str, str] = {}
    problems: list[Problem] = []
    for diagram in together.diagrams():
        findings = Findings(diagram.file_name)
        for process in diagram.executable_processes:
            other = owners.setdefault(process.key, diagram.file_name)
            if other != diagram.file_name:
                findings.add("process-key-taken", process.place, other=other)
        problems += findings.problems
    return problems


def renamed(together: ReadFiles) -> list[Problem]:
    """Files that gave another key so far: what has that key would stay in force beside the new one."""
    names = {file.file_name for file in together.files}
    rows = db.session.execute(
        select(Artifact.file_name, Artifact.kind, Artifact.key).where(Artifact.is_latest, Artifact.file_name.in_(names))
    ).all()
    problems: list[Problem] = []
    given = {(file.kind.kind, file.key) for file in together.files}
    for file in together.files:
        before = [row.key for row in rows if row.file_name == file.file_name and row.kind == file.kind.kind]
        if before and file.key not in before and not any((file.kind.kind, key) in given for key in before):
            findings = Findings(file.file_name)
            findings.add("key-renamed", key=file.key, before=before[0])
            problems += findings.problems
    return problems
