"""An administrator's word on a publication that waits."""

from collections.abc import Collection, Sequence

from app.db import write_transaction
from app.engine.deploying.deployment import DeploymentResult, deploy
from app.engine.deploying.waiting import DECLINED, PUBLISHED, decide, waiting_deployment
from app.engine.ground.actor import Actor
from app.engine.models import WaitingDeployment
from app.engine.problems.problem import Problem


def check_waiting(waiting_id: int) -> Sequence[Problem]:
    """What the files of a waiting publication change now, beside what is in force: errors and confirmations too.

    Raises:
        NotFound: there is none of this id.
    """
    waiting = waiting_deployment(waiting_id)
    author = _author(waiting)
    return deploy(_files(waiting), name=waiting.name, actor=author, dry_run=True, administrator=False).problems


def publish_waiting(waiting_id: int, *, actor: Actor, confirmed: Collection[str]) -> DeploymentResult:
    """Publish what waits, as its author's. It is checked again: others may have published since.

    Parameters:
        actor: the administrator.
        confirmed: as of `deploy`.

    Raises:
        NotFound: there is none of this id.
        NotAllowedNow: somebody has decided already.
        DeploymentRefused: as of `deploy`.
    """
    waiting = waiting_deployment(waiting_id)
    return deploy(
        _files(waiting),
        name=waiting.name,
        comment=waiting.comment,
        actor=_author(waiting),
        confirmed=confirmed,
        administrator=True,
        together_with=lambda deployment_id: decide(waiting_id, PUBLISHED, actor, deployment_id=deployment_id),
    )


def decline_waiting(waiting_id: int, *, actor: Actor, reason: str = "") -> None:
    """Do not publish what waits; its author reads the reason.

    Raises:
        NotFound: there is none of this id.
        NotAllowedNow: somebody has decided already.
    """
    with write_transaction():
        decide(waiting_id, DECLINED, actor, reason=reason)


def _files(waiting: WaitingDeployment) -> list[tuple[str, bytes]]:
    return [(file.file_name, file.content) for file in waiting.files]


def _author(waiting: WaitingDeployment) -> Actor:
    return Actor(waiting.author_id, "", waiting.author_name)
