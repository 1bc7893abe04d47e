"""Reads where the transaction ends at an element, and how what the clock does there is tried again."""

from lxml import etree

from app.engine.ground.elements import NO_JOB, JobSettings
from app.engine.ground.expressions import Text, Value
from app.engine.parsing.namespaces import bpmn, camunda, child, is_true, text_of
from app.engine.parsing.source import Source
from app.engine.parsing.values import read_value, shorten
from app.engine.problems.problem import did_you_mean
from app.engine.time.retries import RetryCycleError, likely_cycle, retry_cycle
from app.i18n import lazy_gettext as _

PRIORITY = _("job priority")
RETRY = _("retry time cycle")


def read_job_settings(source: Source) -> JobSettings:
    """`camunda:asyncBefore`, `asyncAfter`, `jobPriority` and `failedJobRetryTimeCycle` of an element."""
    runs = child(source.xml, bpmn("multiInstanceLoopCharacteristics"))
    settings = JobSettings(
        before=is_true(source.xml, camunda("asyncBefore")),
        after=is_true(source.xml, camunda("asyncAfter")),
        before_each=runs is not None and is_true(runs, camunda("asyncBefore")),
        priority=_read_priority(source) or _read_priority_of_process(source),
        retry=_read_retry(source),
    )
    return NO_JOB if settings == NO_JOB else settings


def _read_priority(source: Source) -> Value | None:
    text = source.camunda("jobPriority")
    if text is None:
        return None
    value = read_value(source, PRIORITY, text)
    if isinstance(value, Text) and not text.removeprefix("-").isdecimal():
        allowed = _("a whole number or =a FEEL expression")
        source.problem("setting-invalid", what=PRIORITY, value=text, allowed=allowed)
    return value


def _read_priority_of_process(source: Source) -> Value | None:
    """The priority that the process gives all its jobs. What is wrong with it is said of the process."""
    process = next(source.xml.iterancestors(bpmn("process")), None)
    text = (process.get(camunda("jobPriority")) or "").strip() if process is not None else ""
    return Text(text) if text.removeprefix("-").isdecimal() else None


def _read_retry(source: Source) -> Value | None:
    xml = source.extension("failedJobRetryTimeCycle")
    if xml is None:
        return None
    part = source.part(xml)
    text = text_of(xml)
    value = read_value(part, RETRY, text) if text else Text("")
    if isinstance(value, Text):
        try:
            retry_cycle(value.source)
        except RetryCycleError:
            likely = likely_cycle(text)
            suggestion = None if likely is None else did_you_mean(likely, [likely])
            part.findings.add("retry-malformed", part.place, suggestion=suggestion, source=shorten(text))
    return value


def process_priority_problem(xml: etree._Element, attribute: str = "jobPriority") -> str | None:
    """The `camunda:jobPriority` (or `taskPriority`) of a process when it is no whole number."""
    text = (xml.get(camunda(attribute)) or "").strip()
    return text if text and not text.removeprefix("-").isdecimal() else None
