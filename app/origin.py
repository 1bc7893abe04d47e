"""Whose page a request comes from: what another site lets a browser send changes nothing here."""

from urllib.parse import urlsplit

from flask import Request

_OWN = frozenset({"same-origin", "none"})  # `none`: the person typed the address or opened a bookmark


def is_cross_site(request: Request) -> bool:
    """Whether a browser says that the page of another origin has made the request.

    A program that is no browser says neither `Sec-Fetch-Site` nor `Origin`. A browser says the first to addresses that
    are secure and the second with every request that may change something (Fetch Standard, "Origin header").
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site.strip().lower() not in _OWN
    origin = request.headers.get("Origin")
    return origin is not None and _host_of(origin) != request.host.lower()


def is_browser(request: Request) -> bool:
    """Whether a browser asks, so that a challenge would open its own window for a name and a password."""
    headers = request.headers
    marks = ("Sec-Fetch-Site", "Sec-Fetch-Mode", "Origin", "HX-Request")
    return any(mark in headers for mark in marks) or headers.get("User-Agent", "").startswith("Mozilla/")


def _host_of(origin: str) -> str | None:
    """Host and port without the scheme, which a proxy in front of the server may have changed."""
    try:
        return urlsplit(origin.strip().lower()).netloc or None
    except ValueError:
        return None
