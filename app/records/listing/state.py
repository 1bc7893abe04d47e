"""The state of a list in its address: filters, words, order, page. Every link on the page is made from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from app.records.listing.filters import Filter, read_filters
from app.records.listing.query import ListQuery, page_size
from app.records.types import FilterRefused, RecordType
from app.records.values.searching import LONGEST_SEARCH
from app.written import Written

PER_PAGE = 50
PAGE_SIZES = (25, 50, 100, 200)

#: `written=amount` says that the filter of this column is as a person has written it, in the language of the page.
WRITTEN = "written"

#: `filters=none` says that the filters which the journal has by itself were taken off.
CLEARED = "none"


@dataclass(frozen=True)
class ListState:
    """What the address of a list says.

    Attributes:
        problem: words for the person when the address cannot be used; there are no filters then.
        cleared: the default filters do not apply.
    """

    record_type: RecordType
    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    every_status: bool = False
    cleared: bool = False
    problem: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    def query(self, **changes: Any) -> ListQuery:
        """The list that the address asks for."""
        found = ListQuery(
            self.record_type, self.filters, self.search, self.sort, self.page, self.per_page, self.every_status
        )
        return replace(found, **changes)

    def without(self, asked: Filter) -> "ListState":
        """The state with this filter taken off."""
        return self._filtered(each for each in self.filters if each != asked)

    def without_field(self, name: str) -> "ListState":
        """The state with all filters of a field taken off."""
        return self._filtered(each for each in self.filters if each.field != name)

    def with_filter(self, *asked: Filter) -> "ListState":
        """The state with these filters in the place of those of the same fields."""
        names = {each.field for each in asked}
        return self._filtered([*(each for each in self.filters if each.field not in names), *asked])

    def without_filters(self) -> "ListState":
        """The state with neither filters nor words, the default filters included."""
        return replace(self, filters=(), search="", page=1, cleared=True, every_status=False, problem="")

    def _filtered(self, filters: Iterable[Filter]) -> "ListState":
        return replace(self, filters=tuple(filters), page=1, cleared=True)

    def sorted_by(self, name: str) -> "ListState":
        """The order that a click on this column brings: upwards, then downwards."""
        return replace(self, sort=f"-{name}" if self.order == name else name, page=1)

    def on_page(self, number: int) -> "ListState":
        """The same list, another page of it."""
        return replace(self, page=number)

    @property
    def order(self) -> str:
        """The order in force, with `-` for downwards."""
        return self.sort or self.record_type.journal.sort

    @property
    def narrowed(self) -> bool:
        """Whether the list may show less than everything because of filters or words."""
        return bool(self.filters or self.search)

    def arguments(self, *, without_search: bool = False) -> list[tuple[str, str]]:
        """The parameters of the address that says this state, nothing that goes without saying."""
        found = [(each.parameter, each.value) for each in self.filters]
        if not self.filters and self.cleared and self.record_type.journal.default_filters:
            found.append(("filters", CLEARED))
        if self.search and not without_search:
            found.append(("q", self.search))
        if self.sort and self.sort != self.record_type.journal.sort:
            found.append(("sort", self.sort))
        if self.per_page != PER_PAGE:
            found.append(("per_page", str(self.per_page)))
        if self.every_status:
            found.append(("every_status", "true"))
        found += self.kept.items()
        if self.page > 1:
            found.append(("page", str(self.page)))
        return found

    def parameters(self, **changes: Any) -> str:
        """The arguments as the end of an address, from `?` on, or nothing."""
        query = urlencode(replace(self, **changes).arguments())
        return f"?{query}" if query else ""


def read_state(record_type: RecordType, arguments: MultiDict[str, str], kept: Iterable[str] = ()) -> ListState:
    """Read the state of a list from its address; what cannot be understood becomes words in `problem`.

    Parameters:
        kept: names of further parameters of the page that its links carry on.
    """
    words = {
        name: ",".join(filter(None, arguments.getlist(name)))
        for name in arguments
        if name not in kept and name not in ("every_status", "id")
    }
    state = ListState(
        record_type,
        search=words.get("q", "").strip()[:LONGEST_SEARCH],
        sort=words.get("sort", ""),
        page=_whole(words.get("page"), 1),
        per_page=page_size(_whole(words.get("per_page"), PER_PAGE)),
        every_status=arguments.get("every_status") == "true",
        kept={name: arguments[name] for name in kept if arguments.get(name)},
    )
    try:
        filters = read_filters(record_type, _as_addresses_have_it(record_type, words))
    except FilterRefused as refused:
        return replace(state, problem=str(refused), cleared=True)
    defaults = record_type.journal.default_filters
    if filters or words.get("filters") == CLEARED or not defaults:
        return replace(state, filters=tuple(filters), cleared=words.get("filters") == CLEARED)
    return replace(state, filters=tuple(read_filters(record_type, defaults)))


def _as_addresses_have_it(record_type: RecordType, words: Mapping[str, str]) -> dict[str, str]:
    """The arguments, with what a person has written into the filter of a column as every address carries it.

    Raises:
        FilterRefused: what is written does not fit.
    """
    column = words.get(WRITTEN, "")
    found = {name: value for name, value in words.items() if name != WRITTEN}
    if not record_type.has_path(column):
        return found
    field = record_type.path(column)
    for name in (column, f"{column}__gte", f"{column}__lte"):
        if found.get(name, "").strip():
            found[name] = field.written_filter(Written(found[name].strip()))
    return found


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else default
