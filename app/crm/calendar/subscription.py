"""`/calendar/subscription`: one's own address for calendar programs; `/calendar/feed/…`: what they read there."""

from flask import Response, abort, current_app, g, render_template, request, url_for
from flask_babel import force_locale

from app.access.permissions import requires
from app.access.throttle import TooManyAttempts
from app.crm.calendar.addresses import address_of, issue_address, person_behind, revoke_address
from app.crm.calendar.views import blueprint
from app.htmx import done
from app.i18n import gettext as _


@blueprint.get("/calendar/subscription")
@requires("signed_in")
def subscription() -> str:
    return _page()


@blueprint.post("/calendar/subscription")
@requires("signed_in")
def make() -> str:
    secret = issue_address(g.person, g.person.password_hash)
    return _page(url_for("calendar.feed", secret=secret, _external=True))


@blueprint.post("/calendar/subscription/revoke")
@requires("signed_in")
def revoke() -> Response:
    if not revoke_address(g.person):
        abort(404)
    return done(_("The address is not valid any more."), to=url_for("calendar.subscription"))


@blueprint.get("/calendar/feed/<secret>.ics")
@requires("public")
def feed(secret: str) -> Response:
    """For programs, which have no session: the address itself says who asks, and lets them read and nothing else."""
    from app.crm.calendar.document import document_of  # brings a library that no other page needs

    try:
        found = person_behind(secret, request.remote_addr or "")
    except TooManyAttempts as refused:
        return Response(status=429, headers={"Retry-After": str(refused.minutes * 60)})
    if found is None:
        abort(404)
    with force_locale(found.person.language or current_app.config["SETTINGS"].language):
        body = document_of(found.actor, request.host_url.rstrip("/"))
    answer = Response(body, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _page(address: str = "") -> str:
    return render_template("crm/calendar/subscription.html", known=address_of(g.person.id), address=address)
