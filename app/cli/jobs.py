"""`run.py jobs`: the periodic jobs, their last run, and running one now."""

import sys

import click
from flask.cli import with_appcontext

from app.periodic import JobState, job_states, run_job_now


@click.group(invoke_without_command=True, help="The periodic jobs: what each did last; `run NAME` runs one now.")
@click.pass_context
@with_appcontext
def jobs(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        for state in job_states():
            click.echo("\t".join((state.job.name, _last(state), _next(state))))


@jobs.command(help="Run one now, whether it is due or not.")
@click.argument("name")
@with_appcontext
def run(name: str) -> None:
    try:
        outcome = run_job_now(name)
    except KeyError:
        known = ", ".join(state.job.name for state in job_states())
        raise click.ClickException(f"There is no periodic job {name}. There are: {known}.") from None
    if not outcome.taken:
        raise click.ClickException(f"{name} is running already.")
    if outcome.error:
        click.echo(f"{name} failed: {outcome.error}", err=True)
        sys.exit(1)
    click.echo(f"{name}: done")


def _last(state: JobState) -> str:
    if state.last_run_at is None:
        return "has not run yet"
    result = f"failed: {state.last_error}" if state.last_error else "done"
    return f"{state.last_run_at:%Y-%m-%d %H:%M:%S} UTC, {state.last_duration} ms, {result}"


def _next(state: JobState) -> str:
    if state.is_running:
        return "running"
    return f"next {state.due_at:%Y-%m-%d %H:%M:%S} UTC" if state.due_at else "at every look of the clock"
