"""`/api/v1/<type>/groups`: records counted by a field."""

from flask import Response, jsonify, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.description import STRING, described
from app.api.errors import BadRequest
from app.api.v1 import blueprint
from app.api.v1.schemas import GroupsAnswer
from app.engine import NotFound
from app.i18n import gettext as _
from app.records.listing import ListQuery, read_filters
from app.records.listing.groups import Group, fetch_groups
from app.records.types import registry

_OWN = ("by", "total")
GROUPS = GroupsAnswer()


@blueprint.get("/<plural>/groups")
@requires("record.read")
@described(
    "Count records by a field; with `total` also the sums of another one, by currency. Filters as of the list",
    query={"by": STRING, "total": STRING, "q": STRING},
    filters=True,
    answer=GROUPS,
    errors={400: "BadFilter", 404: "NotFound"},
)
def groups(plural: str) -> Response:
    record_type = registry.by_plural(plural)
    if record_type is None:
        raise NotFound(_("There is no record type “%(type)s”.", type=plural))
    by = request.args.get("by", "")
    if not by:
        raise BadRequest(_("Say in `by` by which field the records are counted."))
    filters = read_filters(record_type, {name: words for name, words in request.args.items() if name not in _OWN})
    query = ListQuery(record_type, filters, request.args.get("q", ""), every_status=True)
    found = fetch_groups(query, by, current_actor(), request.args.get("total") or None)
    return jsonify(GROUPS.dump({"items": [_represent(each) for each in found]}))


def _represent(group: Group) -> dict[str, object]:
    amounts = {currency: str(amount) for currency, amount in group.amounts.items()}
    return {"value": group.value, "label": group.label, "count": group.count, "amounts": amounts}
