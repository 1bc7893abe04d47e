"""What the engine has for the clock to do."""

from app.engine import execute_jobs, fire_timers, perform_effects, start_due_processes
from app.i18n import lazy_gettext as _l
from app.periodic import register_periodic_job


def add_engine_jobs() -> None:
    """Timers, continuations, timer start events and effects, at every look of the clock."""
    register_periodic_job("engine.timers", fire_timers, _l("Timers of processes that are due"), shared=True)
    register_periodic_job("engine.jobs", execute_jobs, _l("Processes that go on in the background"), shared=True)
    register_periodic_job("engine.starts", start_due_processes, _l("Processes that the clock starts"), shared=True)
    register_periodic_job("engine.effects", perform_effects, _l("Effects owed to the outside world"), shared=True)
