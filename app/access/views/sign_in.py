"""Signing in and out."""

from flask import Blueprint, current_app, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

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
    status, headers = _try(form)
    return redirect(target, 303) if status == 303 else (_page(form), status, headers)


@blueprint.route("/sign-in/again", methods=["GET", "POST"])
@requires("public")
def sign_in_again() -> ResponseReturnValue:
    """The dialog over a page whose session has ended; once somebody is signed in: who, and the token of their forms."""
    form = SignInForm(prefix="again")
    status, headers = (303, {}) if g.person and request.method == "GET" else _try(form)
    if status != 303:
        return render_template("access/sign_in_again.html", form=form), status, headers
    return jsonify(person=g.person.id, name=g.person.display_name, form_token=generate_csrf())


def _try(form: SignInForm) -> tuple[int, dict[str, str]]:
    """Sign in with what was sent: status 303 when it worked, else that of the form with its errors, and headers."""
    if not form.validate_on_submit():
        return 422 if request.method == "POST" else 200, {}
    try:
        sign_in(form.login.data, form.password.data, request.remote_addr or "", remember=form.remember.data)
    except SignInRefused:
        form.form_errors.append(_("Login and password do not belong together."))
        return 422, {}
    except TooManyAttempts as refused:
        form.form_errors.append(too_many_tries(refused))
        return 429, {"Retry-After": str(refused.minutes * 60)}
    return 303, {}


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


def _page(form: SignInForm) -> str:
    people = demo.PEOPLE if current_app.config["SETTINGS"].demo else ()
    return render_template(
        "access/sign_in.html",
        form=form,
        demo_people=people,
        demo_password=demo.PASSWORD,
        next=own_address(request.values.get("next")),
    )
