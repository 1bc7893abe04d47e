"""Honest deploy: what does not run as BPMN says is refused before anybody depends on it. One file for each concern.

A diagram that was read goes in, beside all that is deployed; problems come out. It never changes or publishes anything,
and never runs a process.
"""

from app.engine.checks.compensation import check_compensation
from app.engine.checks.event_subprocesses import check_event_subprocesses
from app.engine.checks.jobs import check_jobs
from app.engine.checks.names import check_names
from app.engine.checks.picture import check_picture
from app.engine.checks.reachability import check_reachability
from app.engine.checks.references import check_references
from app.engine.checks.start_timers import check_start_timers
from app.engine.checks.structure import check_structure
from app.engine.checks.timers import check_timers
from app.engine.checks.tokens import play
from app.engine.checks.transactions import check_transactions
from app.engine.checks.vocabulary import check_vocabulary
from app.engine.deploying.deployment_set import DeploymentSet
from app.engine.parsing.diagram import Diagram
from app.engine.parsing.process_builder import build_process
from app.engine.problems.findings import Findings, Place
from app.engine.problems.problem import Problem as Problem


def check_diagram(diagram: Diagram, together: DeploymentSet) -> list[Problem]:
    """All problems of a diagram beside the other artifacts of a deployment, in the order of the file.

    What asks for a sound drawing (tokens, building) is looked at when the drawing has no errors.
    """
    findings = Findings(diagram.file_name)
    findings.problems += diagram.findings.problems
    check_vocabulary(diagram, findings)
    _check_processes(diagram, findings)
    check_structure(diagram, findings)
    check_event_subprocesses(diagram, findings)
    check_jobs(diagram, findings)
    check_start_timers(diagram, findings)
    check_timers(diagram, findings)
    check_compensation(diagram, findings)
    check_transactions(diagram, findings)
    check_reachability(diagram, findings)
    drawn_right = not findings.has_errors
    check_names(diagram, together, findings)
    check_references(diagram, together, findings)
    check_picture(diagram, findings)
    if drawn_right:
        _check_tokens(diagram, findings)
    if not findings.has_errors:
        _check_build(diagram, findings)
    return sorted(findings.problems, key=lambda problem: (problem.line or 0, problem.column or 0))


def _check_processes(diagram: Diagram, findings: Findings) -> None:
    if not diagram.executable_processes:
        findings.add("process-missing", Place(*diagram.document.place(diagram.document.root)))
        return
    for process in diagram.processes:
        if not process.executable:
            findings.add("process-not-executable", process.place)


def _check_tokens(diagram: Diagram, findings: Findings) -> None:
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            game = play(scope)
            if not game.complete:
                findings.add("not-analysed", scope.place)
            for stuck in game.stuck:
                missing = ", ".join(f"«{flow.label}»" for flow in stuck.missing)
                ids = tuple(flow.id for flow in stuck.missing)
                code = "join-never" if stuck.never else "join-may-hang"
                findings.add(code, stuck.gateway.place, element_ids=ids, missing=missing)
            for node in game.twice:
                findings.add("second-token", node.place)


def _check_build(diagram: Diagram, findings: Findings) -> None:
    """The last look: what the engine would run is built once, so that it cannot fail later."""
    for process in diagram.executable_processes:
        try:
            build_process(diagram, process)
        except Exception as error:  # whatever the library says: the author must hear of it, not a later command
            findings.add("build-failed", process.place, reason=str(error) or type(error).__name__)
