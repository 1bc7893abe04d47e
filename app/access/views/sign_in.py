"""Signing in and out."""

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import demo
from app.access.credentials import SignInRefused
from app.access.forms import SignInForm
from app.access.permissions import requires
from app.access.session import sign_in, sign_out
from app.access.throttle import TooManyAttempts
from app.i18n import gettext as _
from app.i18n import ngettext
from app.navigation import own_address

blueprint = Blueprint("access", __name__, template_folder="../templates")


@blueprint.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
@requires("public")
def sign_in_page() -> ResponseReturnValue:
    target = own_address(request.values.get("next")) or url_for("web.home")
    if g.person and request.method == "GET":
        return redirect(target)
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form, 422 if request.method == "POST" else 200)
    try:
        sign_in(form.login.data, form.password.data, request.remote_addr or "", remember=form.remember.data)
    except SignInRefused:
        form.form_errors.append(_("Login and password do not belong together."))
        return _page(form, 422)
    except TooManyAttempts as refused:
        form.form_errors.append(too_many_tries(refused))
        page, status = _page(form, 429)
        return Response(page, status, {"Retry-After": str(refused.minutes * 60)})
    return redirect(target, 303)


@blueprint.post("/sign-out", endpoint="sign_out")
@requires("public")
def sign_out_page() -> ResponseReturnValue:
    sign_out()
    return redirect(url_for("access.sign_in"), 303)


def too_many_tries(refused: TooManyAttempts) -> str:
    """How long to wait, in words."""
    return str(
        ngettext(
            "Too many tries. Try again in %(num)s minute.",
            "Too many tries. Try again in %(num)s minutes.",
            refused.minutes,
        )
    )


def _page(form: SignInForm, status: int) -> tuple[str, int]:
    people = demo.PEOPLE if current_app.config["SETTINGS"].demo else ()
    page = render_template(
        "access/sign_in.html",
        form=form,
        demo_people=people,
        demo_password=demo.PASSWORD,
        next=own_address(request.values.get("next")),
    )
    return page, status
