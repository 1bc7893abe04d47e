"""What the browser is told to refuse, the CSRF token, and the lock on views that a person may not open."""

from collections.abc import Iterator

from flask import Flask, Response, abort, current_app, g, request, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from app.access.permissions import check_request, takes_files, takes_record_files
from app.access.scopes import check_scope
from app.access.session import is_api_request, optional_actor
from app.bounds import keepable
from app.htmx import done, is_htmx, redirect_of_script, wants_json
from app.i18n import gettext as _
from app.origin import is_cross_site
from app.web.limits import bound_request

csrf = CSRFProtect()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

# Style attributes are needed by the diagram, chart and rich text libraries; style elements and inline scripts are not.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",  # other sites embed nothing of ours, nor time what it weighs
}

_OPEN_BEFORE_CHANGE = (
    "static",
    "access.sign_in",
    "access.sign_in_again",
    "access.sign_out",
    "profile.password",
    "profile.change_password",
    "web.choose_language",
    "web.choose_theme",
)

YEAR = 31_536_000

PAGE_OF = "X-Page-Of"
"""Header in which a page says whose it is: the id of the person who opened it."""


def init_app(app: Flask) -> None:
    """Switch the protections on for every request."""
    settings = app.config["SETTINGS"]
    app.config.setdefault("WTF_CSRF_CHECK_DEFAULT", False)  # `_guard` asks, because programs carry no token
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # as long as the session: a form may stay open for a day
    csrf.init_app(app)
    app.before_request(_guard)
    app.after_request(redirect_of_script)
    app.after_request(_add_headers)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count
        )


def _guard() -> None:
    bound_request()
    if request.method not in SAFE_METHODS and is_cross_site(request):
        abort(403, _("The request comes from a page of another site, so nothing was done."))
    check_request(optional_actor())
    _refuse_page_of_another()
    if request.endpoint:
        check_scope(current_app.view_functions[request.endpoint])
    _refuse_until_password_is_changed()
    _check_kind_of_body()
    if not all(map(keepable, _texts())):
        abort(400, _("The request has a character that cannot be kept."))
    by_program = is_api_request() and not g.by_session
    enabled = current_app.config.get("WTF_CSRF_ENABLED", True)  # switched off by tests that are about something else
    if enabled and request.method not in SAFE_METHODS and request.endpoint and not by_program:
        csrf.protect()


def _refuse_page_of_another() -> None:
    """A page that one person has opened does nothing in the name of another who has signed in meanwhile."""
    owner = request.headers.get(PAGE_OF)
    if owner and g.person and owner != str(g.person.id) and request.endpoint != "access.sign_in_again":
        abort(401, _("Somebody else is signed in now."))


def _refuse_until_password_is_changed() -> None:
    """Who was given a password by somebody else chooses their own before anything else."""
    if not g.person or not g.person.must_change_password or request.endpoint in (None, *_OPEN_BEFORE_CHANGE):
        return
    words = _("Choose your own password first: this one was given to you by somebody else.")
    if is_api_request() or wants_json():
        abort(403, words)
    page = url_for("profile.password")
    if is_htmx() and request.headers.get("HX-Current-URL", "").partition("?")[0].endswith(page):
        abort(Response(status=204))  # what this page asks for beside itself; to send it here again would go on for ever
    abort(done(to=page))


def _check_kind_of_body() -> None:
    """Files go where files are expected; programs send JSON, which the form of another site cannot send."""
    if request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    has_body = bool(request.content_length) or "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    if takes_record_files(view) and is_api_request() and has_body and request.mimetype != "multipart/form-data":
        abort(415, _("Send the file as the part “file” of a multipart/form-data body."))
    if takes_files(view):
        return
    if is_api_request() and has_body and not request.is_json:
        abort(415, _("Send the body as JSON: Content-Type: application/json."))
    if not is_api_request() and request.files:
        abort(415, _("No file is expected here."))


def _texts() -> Iterator[str]:
    """Every text that the request carries, but for a body that is no form."""
    yield request.path
    for values in (request.args, request.form):
        for name, texts in values.lists():
            yield name
            yield from texts
    for upload in request.files.values():
        yield upload.filename or ""


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR}")
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store" if g.get("person") else "no-cache")
        response.vary.add("HX-Request")
        response.vary.add("HX-Target")
    return response
