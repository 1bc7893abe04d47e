"""What every record type shares: the registry, rights, commands, lists, cards, boards, forms, history."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Let the engine know the records, and diagrams what they may do to them."""
    from app.engine import set_record_host
    from app.records import declarations, pages, routing  # noqa: F401  (declarations register themselves)
    from app.records.commands import leaving
    from app.records.commands.comments import anonymising as anonymised_comments
    from app.records.commands.record_merge import anonymising as anonymised_merges
    from app.records.forms import jinja
    from app.records.pages import card
    from app.records.process import artifact_kinds, comment_tasks, service_tasks  # noqa: F401  (register themselves)
    from app.records.process.host import Records
    from app.records.tasks import leaving as leaving_tasks

    set_record_host(Records())
    leaving.register()
    leaving_tasks.register()
    anonymised_comments.register()
    anonymised_merges.register()
    jinja.init_app(app)
    routing.init_app(app)
    card.init_app(app)
    pages.init_app(app)


def all_declared(app: Flask) -> None:
    """Check what all packages have declared, then give their record types the lines in the menus.

    Raises:
        DeclarationError: a record type is not declared as it must be.
    """
    from app.records.pages import menu
    from app.records.types import registry

    with app.app_context():
        registry.check()
    menu.register()
