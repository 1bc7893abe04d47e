"""Start a process."""

from collections.abc import Mapping
from typing import Any

from app.engine.deploying import deployment
from app.engine.ground.errors import NotAllowedNow, NotFound
from app.engine.instance.runtime import Runtime
from app.engine.unit.from_outside import variables_for
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _


def start_process(
    unit: UnitOfWork,
    key: str,
    record_type: str | None = None,
    record_id: int | None = None,
    variables: Mapping[str, Any] | None = None,
    *,
    version: int | None = None,
    start_element: str | None = None,
    only_plain: bool = False,
) -> Runtime:
    """Start a process by its key and run it to where it waits.

    Parameters:
        key: id of the process in its diagram.
        record_type, record_id: the record that it is about, if any.
        variables: process variables to begin with.
        version: a version of the definition; the latest when not given.
        start_element: id of a start event; the plain one when not given.
        only_plain: refuse a process that begins only with messages, signals or timers.

    Returns:
        The instance; its `id` is given by the database when it is asked for, at the latest at the end of the unit.

    Raises:
        NotFound: there is no such process.
        NotAllowedNow: it is about records of another type, or does not take a variable; or `only_plain`, and there is
            no plain start event.
        Refusal, TechnicalFailure, StepLimitExceeded: it could not run.
    """
    definition = (
        deployment.latest_definition(key) if version is None else deployment.definition_by_version(key, version)
    )
    if definition is None:
        raise NotFound(_('The process "%(key)s" is not deployed.', key=key))
    if only_plain and all(start.kind != "none" for start in definition.process.starts):
        raise NotAllowedNow(
            _('The process "%(key)s" is started by an event, not by itself.', key=key), code="noPlainStart"
        )
    values = variables_for(definition, variables, record_type)
    runtime = unit.start(definition, record_type, record_id, values, start_element)
    unit.run()
    return runtime
