"""The kinds of links, and how each is read from its two ends."""

from dataclasses import dataclass
from typing import Any

from app.i18n import lazy_gettext as _


@dataclass(frozen=True)
class LinkKind:
    """A kind of link.

    Attributes:
        out: lazy words on the card of the record from which it was set.
        back: on the card of the other one.
    """

    id: str
    out: Any
    back: Any


ASSOCIATED = "associated"
KINDS = {
    each.id: each
    for each in (
        LinkKind(ASSOCIATED, _("Related to"), _("Related to")),
        LinkKind("basis", _("Made on the basis of"), _("The basis of")),
        LinkKind("part", _("Part of"), _("Consists of")),
        LinkKind("replaces", _("Replaces"), _("Replaced by")),
    )
}
