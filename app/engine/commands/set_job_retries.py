"""Say how often a job is tried again."""

from app.engine.ground.errors import NotAllowedNow
from app.engine.time import due_work
from app.engine.unit import incidents
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _

_MOST = 1000


def set_job_retries(unit: UnitOfWork, job_id: str, retries: int) -> None:
    """Give a job that many attempts; with any left its incident is resolved and the clock takes it when it is due.

    Parameters:
        job_id: as `app.engine.queries.job_views` gives it.
        retries: from 0 (it is left alone) to 1,000.

    Raises:
        NotFound: there is no such job.
        NotAllowedNow: no such number.
    """
    if not 0 <= retries <= _MOST:
        raise NotAllowedNow(_("The number of attempts is from 0 to %(most)s.", most=_MOST), code="retries")
    kind, row = due_work.find(unit, job_id)
    due_work.put_back(unit, kind, row, retries)
    if retries:
        incidents.resolve(unit, kind.command, kind.arguments(row))
