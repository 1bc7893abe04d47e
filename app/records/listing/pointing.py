"""Records that point to a record: which types can, and one page of them for who asks."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.engine import Actor
from app.records import rights
from app.records.listing import Filter, ListQuery, fetch
from app.records.listing.finding import Found, as_found
from app.records.types import Field, RecordType, registry


@dataclass(frozen=True)
class Pointer:
    """A way in which records of a type can point to those of another.

    Attributes:
        path: the field, or `<rows>.<field>` in a list of rows.
        field: that holds the reference.
    """

    record_type: RecordType
    path: str
    field: Field

    @property
    def key(self) -> str:
        """As in addresses."""
        return f"{self.record_type.plural}.{self.path}"

    @property
    def is_filled_in(self) -> bool:
        """Whether a person who makes a record can say here what it points to."""
        return "." not in self.path and not self.field.read_only and not self.field.is_computed


@dataclass(frozen=True)
class PointingPage:
    """Those that the actor may read of the records that point to a record in one way.

    Attributes:
        total: how many there are; `hits` are those of the page.
        page: from 1.
        may_create: the actor may add one that points here.
    """

    pointer: Pointer
    hits: list[Found]
    total: int
    page: int
    per_page: int
    may_create: bool


def pointers_to(target: str) -> Iterator[Pointer]:
    """The ways in which records can point to those of a type, in the order of the declarations."""
    for record_type in registry:
        for field in record_type.fields:
            inner = field.row_fields
            if not inner and _points(field, target):
                yield Pointer(record_type, field.name, field)
            for each in inner:
                if _points(each, target):
                    yield Pointer(record_type, f"{field.name}.{each.name}", each)


def _points(field: Field, target: str) -> bool:
    """Whether it holds references itself: the other side of a field shows those that it is filled by."""
    return target in field.targets and not getattr(field, "inverse", "")


def pointing_page(pointer: Pointer, record_id: int, actor: Actor, page: int = 1, per_page: int = 20) -> PointingPage:
    """A page of the records that point to a record: two statements."""
    record_type = pointer.record_type
    fields = {*record_type.display_columns, *filter(None, [record_type.hint]), "status"}
    wanted = (Filter(pointer.path, "eq", str(record_id)),)
    found = fetch(ListQuery(record_type, wanted, page=page, per_page=per_page, every_status=True, fields=fields), actor)
    return PointingPage(
        pointer=pointer,
        hits=as_found(record_type, found.records),
        total=found.total,
        page=found.query.page,
        per_page=per_page,
        may_create=pointer.is_filled_in and rights.may_create(record_type, actor),
    )
