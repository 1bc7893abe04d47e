"""The records that an installation begins with."""

from sqlalchemy import func, select

from app.crm.request_category.models import RequestCategory
from app.crm.request_source.models import RequestSource
from app.db import db
from app.records.types.reference_data import ensure_reference_data


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_every_package_brings_its_own_once(app):
    ensure_reference_data()
    first = count(RequestCategory), count(RequestSource)
    ensure_reference_data()
    assert first == (count(RequestCategory), count(RequestSource)) == (13, 10)


def test_what_an_installation_has_made_of_them_stays(app):
    ensure_reference_data()
    db.session.query(RequestSource).filter(RequestSource.code != "other").delete()
    db.session.commit()
    ensure_reference_data()
    assert count(RequestSource) == 1
