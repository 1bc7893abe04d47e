"""What every record type shares: the registry, rights, commands, lists, cards, boards, forms, history."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Let the engine know the records, and diagrams what they may do to them."""
    from app.engine import set_record_host
    from app.records import service_tasks  # noqa: F401  (registers what diagrams may call)
    from app.records.host import Records

    set_record_host(Records())
