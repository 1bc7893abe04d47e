"""The security log, for the administrator: filtered and page by page, the newest first."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import get_timezone
from sqlalchemy import Select, or_, select

from app.access.models import SecurityEvent
from app.access.permissions import requires
from app.access.security_log import KINDS, details
from app.bounds import whole_number
from app.db import db
from app.folding import fold, folded
from app.written import Unreadable, read_day

blueprint = Blueprint("security_log", __name__, url_prefix="/security-log", template_folder="../templates")

PER_PAGE = 50


@blueprint.get("")
@requires("administrator")
def index() -> str:
    asked = {name: request.args.get(name, "").strip()[:200] for name in ("q", "kind", "since", "until")}
    before = request.args.get("before", 0, whole_number)
    chosen = _chosen(**asked)
    if before:
        chosen = chosen.where(SecurityEvent.id < before)
    rows = db.session.scalars(chosen.order_by(SecurityEvent.id.desc()).limit(PER_PAGE + 1)).all()
    shown = rows[:PER_PAGE]
    filters: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return render_template(
        "access/security_log.html",
        lines=[(line, KINDS.get(line.kind, line.kind), details(line)) for line in shown],
        kinds=KINDS,
        asked=asked,
        filters=filters,
        older=url_for("security_log.index", **filters, before=shown[-1].id) if len(rows) > PER_PAGE else None,
        newest=url_for("security_log.index", **filters) if before else None,
    )


def _chosen(q: str, kind: str, since: str, until: str) -> Select[Any]:
    chosen = select(SecurityEvent)
    for word in fold(q).split()[:10]:
        columns = (SecurityEvent.actor_name, SecurityEvent.subject, SecurityEvent.address)
        chosen = chosen.where(or_(*(folded(column).contains(word, autoescape=True) for column in columns)))
    if kind in KINDS:
        chosen = chosen.where(SecurityEvent.kind == kind)
    first, last = _day(since), _day(until)
    if first:
        chosen = chosen.where(SecurityEvent.at >= _midnight(first))
    if last:
        chosen = chosen.where(SecurityEvent.at < _midnight(last + timedelta(days=1)))
    return chosen


def _day(text: str) -> date | None:
    """A day as people write it; anything else, and the edges of the calendar, ask for nothing."""
    try:
        day = read_day(text)
    except Unreadable:
        return None
    return day if 1900 < day.year < 9000 else None


def _midnight(day: date) -> datetime:
    """The beginning of the day where the person is."""
    return datetime.combine(day, time(), get_timezone())
