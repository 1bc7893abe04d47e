"""The lines of the menus that record types have."""

from app.access.permissions import register_permission
from app.engine import Actor
from app.navigation import register_create, register_menu
from app.records import rights
from app.records.lifecycle.current import find_lifecycle
from app.records.lifecycle.permissions import grants
from app.records.types import MenuPlace, RecordType, registry


def register() -> None:
    """Add journals to the left menu and new records to the Create menu, for all record types that want it."""
    for record_type in registry:
        if record_type.menu is not None:
            _register(record_type, record_type.menu)


def _register(record_type: RecordType, place: MenuPlace) -> None:
    register_permission(f"{record_type.name}.list", lambda actor: _may_see_some(record_type, actor))
    register_permission(f"{record_type.name}.create", lambda actor: _may_create(record_type, actor))
    register_menu(
        section=place.section,
        order=place.order,
        label=place.label or record_type.label_plural,
        endpoint="board.index" if place.board else "journal.index",
        values={"record_type": record_type.plural},
        icon=record_type.icon,
        permission=f"{record_type.name}.list",
        shortcut=place.shortcut,
        bottom_bar=place.bottom_bar,
    )
    if place.create:
        register_create(
            label=record_type.label,
            endpoint="card.new",
            values={"record_type": record_type.plural},
            icon=record_type.icon,
            permission=f"{record_type.name}.create",
            order=place.order,
            dialog=True,
        )


def _may_see_some(record_type: RecordType, actor: Actor | None) -> bool:
    """Whether the lifecycle gives the actor any right on records of the type, be it only as a viewer of some."""
    lifecycle = find_lifecycle(record_type.name)
    return actor is not None and lifecycle is not None and bool(grants(lifecycle, actor))


def _may_create(record_type: RecordType, actor: Actor | None) -> bool:
    return actor is not None and find_lifecycle(record_type.name) is not None and rights.may_create(record_type, actor)
