"""The own personal tokens: made, shown once, revoked."""

from flask import Blueprint, Response, abort, g, render_template, url_for

from app.access.forms import TokenForm
from app.access.permissions import requires
from app.access.tokens import issue_token, revoke_token, tokens_of
from app.htmx import done
from app.i18n import gettext as _

blueprint = Blueprint("tokens", __name__, url_prefix="/profile/tokens", template_folder="../templates")


@blueprint.get("")
@requires("signed_in")
def index() -> str:
    return _page(TokenForm())


@blueprint.post("")
@requires("signed_in")
def issue() -> str | tuple[str, int]:
    form = TokenForm()
    if not form.validate_on_submit():
        return _page(form), 422
    token = issue_token(g.person.id, form.name.data, form.days.data or None)
    return _page(TokenForm(formdata=None), token)


@blueprint.post("/<int:token_id>/revoke")
@requires("signed_in")
def revoke(token_id: int) -> Response:
    if not revoke_token(g.person.id, token_id):
        abort(404)
    return done(_("The token is not valid any more."), to=url_for("tokens.index"))


def _page(form: TokenForm, token: str = "") -> str:
    return render_template("access/tokens.html", form=form, tokens=tokens_of(g.person.id), token=token)
