"""The library of documents: folders with files, rights per folder, a trash."""

from datetime import timedelta

from flask import Flask

from app.declared_settings import Setting, between, register_setting
from app.i18n import lazy_gettext as _l
from app.periodic import register_periodic_job
from app.records.demo import register_demo_beside


def init_app(app: Flask) -> None:
    """Add the pages, and the setting and the job of the trash."""
    from app.documents.library import demo, pages
    from app.documents.library.commands.remove import TRASH_DAYS, empty_trash

    pages.init_app(app)
    register_demo_beside("library", demo.load)
    register_setting(
        app,
        Setting(
            TRASH_DAYS,
            int,
            30,
            takes="1–3650 days",
            words="what was thrown away in the document library is deleted for good after this time",
            check=between("days", 1, 3650),
        ),
    )
    register_periodic_job(
        "library.trash", empty_trash, _l("The trash of the document library"), every=timedelta(hours=1)
    )
