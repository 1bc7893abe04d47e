"""The pages that every record type has: journals, boards, dialogs, search."""

from flask import Flask

from app.records.anonymising import views as anonymising
from app.records.board import views as board
from app.records.comments import views as comments
from app.records.journal import views as journal
from app.records.links import views as links
from app.records.search import views as search
from app.records.status_change import bulk_views
from app.records.status_change import views as status_change
from app.records.task_page import views as task_page
from app.records.uploads import views as uploads


def init_app(app: Flask) -> None:
    """Add the pages."""
    for part in (journal, board, bulk_views, status_change, search, task_page, anonymising, uploads, links, comments):
        app.register_blueprint(part.blueprint)
    search.register()
    comments.register()
