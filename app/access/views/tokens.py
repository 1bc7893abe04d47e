"""Personal tokens: the own ones, made, shown once and revoked; and those of everybody, for the administrator."""

from flask import Blueprint, Response, abort, g, render_template, request, url_for

from app.access.forms import TokenForm
from app.access.permissions import requires
from app.access.scopes import READ, SCOPES
from app.access.tokens import DAYS, all_tokens, issue_token, revoke_token, tokens_of
from app.bounds import whole_number
from app.htmx import done
from app.i18n import gettext as _

blueprint = Blueprint("tokens", __name__, template_folder="../templates")

PER_PAGE = 50


@blueprint.get("/profile/tokens")
@requires("signed_in")
def index() -> str:
    return _page(TokenForm())


@blueprint.post("/profile/tokens")
@requires("signed_in")
def issue() -> str | tuple[str, int]:
    form = TokenForm()
    if not form.validate_on_submit():
        return _page(form), 422
    scopes = form.scopes.data or [READ]
    token = issue_token(g.person.id, form.name.data, form.days.data or DAYS, scopes, g.person.password_hash)
    return _page(TokenForm(formdata=None), token)


@blueprint.post("/profile/tokens/<int:token_id>/revoke")
@requires("signed_in")
def revoke(token_id: int) -> Response:
    return _revoke(token_id, g.person.id, url_for("tokens.index"))


@blueprint.get("/tokens")
@requires("administrator")
def all_of_them() -> str:
    page = max(1, request.args.get("page", 1, whole_number))
    tokens, total = all_tokens(page, PER_PAGE)
    return render_template(
        "access/all_tokens.html", tokens=tokens, total=total, page=page, per_page=PER_PAGE, scopes=SCOPES
    )


@blueprint.post("/tokens/<int:token_id>/revoke")
@requires("administrator")
def revoke_any(token_id: int) -> Response:
    return _revoke(token_id, None, url_for("tokens.all_of_them"))


def _revoke(token_id: int, person_id: int | None, back: str) -> Response:
    if not revoke_token(token_id, person_id):
        abort(404)
    return done(_("The token is not valid any more."), to=back)


def _page(form: TokenForm, token: str = "") -> str:
    return render_template("access/tokens.html", form=form, tokens=tokens_of(g.person.id), token=token, scopes=SCOPES)
