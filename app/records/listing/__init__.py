"""Lists of records: filters, rights, order, pages, totals: one way for journal, board, search, API and export."""

from app.records.listing.by_key import fetch_after
from app.records.listing.cursor import read_cursor, write_cursor
from app.records.listing.filters import Filter, read_filters, read_name
from app.records.listing.query import ListPage, ListQuery, fetch
from app.records.types import FilterRefused

__all__ = [
    "Filter",
    "FilterRefused",
    "ListPage",
    "ListQuery",
    "fetch",
    "fetch_after",
    "read_cursor",
    "read_filters",
    "read_name",
    "write_cursor",
]
