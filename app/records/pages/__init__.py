"""The pages that every record type has: journals, boards, dialogs, search."""

from flask import Flask

from app.records.pages.anonymising import views as anonymising
from app.records.pages.board import views as board
from app.records.pages.comments import views as comments
from app.records.pages.glance import views as glance
from app.records.pages.journal import views as journal
from app.records.pages.links import views as links
from app.records.pages.record_merge import views as record_merge
from app.records.pages.search import views as search
from app.records.pages.status_change import bulk_views
from app.records.pages.status_change import views as status_change
from app.records.pages.task_page import views as task_page
from app.records.uploads import views as uploads


def init_app(app: Flask) -> None:
    """Add the pages."""
    on_records = (anonymising, comments, glance, links, record_merge, status_change, uploads)
    for part in (journal, board, bulk_views, search, task_page, *on_records):
        app.register_blueprint(part.blueprint)
    search.register()
    comments.register()
