"""Work that comes back by the clock: what packages register, the clock runs and administrators see."""

from app.periodic.registry import PeriodicJob, periodic_jobs, register_periodic_job
from app.periodic.running import JobState, Outcome, job_states, run_due_jobs, run_job_now, run_shared_jobs

__all__ = [
    "JobState",
    "Outcome",
    "PeriodicJob",
    "job_states",
    "periodic_jobs",
    "register_periodic_job",
    "run_due_jobs",
    "run_job_now",
    "run_shared_jobs",
]
