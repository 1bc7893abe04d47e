"""Publications that give rights: kept as they came until an administrator has decided."""

import hashlib
from collections.abc import Sequence

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.clock import clock
from app.db import db, write_transaction
from app.engine.ground.actor import Actor
from app.engine.ground.errors import NotAllowedNow, NotFound
from app.engine.models import WaitingDeployment, WaitingFile
from app.i18n import lazy_gettext as _

WAITING, PUBLISHED, DECLINED = "waiting", "published", "declined"
LONGEST_REASON = 2000
_SHOWN = 200


def keep_waiting(files: Sequence[tuple[str, bytes]], name: str, comment: str, author: Actor) -> int:
    """Keep files that wait for an administrator; the same ones of the same person are kept once.

    Returns:
        The id of what waits.

    Raises:
        NotAllowedNow: as many of this person wait as may.
    """
    digest = _digest(files)
    with write_transaction():
        same = select(WaitingDeployment.id).where(
            WaitingDeployment.state == WAITING,
            WaitingDeployment.digest == digest,
            WaitingDeployment.author_id == author.id,
        )
        known = db.session.scalar(same)
        if known is not None:
            return known
        _require_room(author)
        waiting = WaitingDeployment(
            name=name,
            comment=comment,
            author_id=author.id,
            author_name=author.name,
            created_at=clock.now(),
            digest=digest,
            state=WAITING,
            files=[WaitingFile(file_name=file_name, content=content) for file_name, content in files],
        )
        db.session.add(waiting)
        db.session.flush()
        return waiting.id


def _require_room(author: Actor) -> None:
    """Nobody fills the list of an administrator, nor the database, with what never gets in force."""
    limit = current_app.config["SETTINGS"].waiting_limit
    own = (WaitingDeployment.state == WAITING, WaitingDeployment.author_id == author.id)
    if len(db.session.scalars(select(WaitingDeployment.id).where(*own).limit(limit)).all()) >= limit:
        words = _(
            "%(count)s of your publications wait for an administrator already, and no more may: ask for a decision on"
            " these first.",
            count=limit,
        )
        raise NotAllowedNow(words)


def waiting_deployments() -> Sequence[WaitingDeployment]:
    """What waits, then what was decided, the newest first; with the names of the files and their contents."""
    found = select(WaitingDeployment).options(selectinload(WaitingDeployment.files))
    newest = found.order_by((WaitingDeployment.state != WAITING), WaitingDeployment.id.desc()).limit(_SHOWN)
    return db.session.scalars(newest).all()


def count_waiting() -> int:
    """How many publications wait."""
    return len(db.session.scalars(select(WaitingDeployment.id).where(WaitingDeployment.state == WAITING)).all())


def waiting_deployment(waiting_id: int, *, locked: bool = False) -> WaitingDeployment:
    """One publication that waits or waited, with its files.

    Parameters:
        locked: nobody else decides on it until the transaction ends.

    Raises:
        NotFound: there is none of this id.
    """
    found = select(WaitingDeployment).where(WaitingDeployment.id == waiting_id)
    found = found.options(selectinload(WaitingDeployment.files)).execution_options(populate_existing=True)
    waiting = db.session.scalars(found.with_for_update() if locked else found).one_or_none()
    if waiting is None:
        raise NotFound(_("There is no waiting publication %(id)s.", id=waiting_id))
    return waiting


def decide(waiting_id: int, state: str, actor: Actor, *, reason: str = "", deployment_id: int | None = None) -> None:
    """Write down what became of a publication, in the transaction that is open.

    Raises:
        NotFound: there is none of this id.
        NotAllowedNow: somebody has decided already.
    """
    waiting = waiting_deployment(waiting_id, locked=True)
    if waiting.state != WAITING:
        raise NotAllowedNow(
            _("%(name)s has decided on this publication already.", name=waiting.decided_by_name or actor.name)
        )
    waiting.state, waiting.reason, waiting.deployment_id = state, reason[:LONGEST_REASON], deployment_id
    waiting.decided_at, waiting.decided_by_name = clock.now(), actor.name
    db.session.flush()


def _digest(files: Sequence[tuple[str, bytes]]) -> str:
    parts = hashlib.sha256()
    for file_name, content in sorted(files):
        parts.update(hashlib.sha256(file_name.encode()).digest() + hashlib.sha256(content).digest())
    return parts.hexdigest()
