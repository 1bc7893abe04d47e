"""What the clock does in the serving process."""

from app.db import db
from app.engine import SYSTEM, deploy
from app.factory import create_app
from app.jobs.clock import do_what_is_due
from tests.applications import make_settings
from tests.records.added.test_fields import FILE
from tests.records.samples import new
from tests.visitors import signed_in


def test_it_notices_what_another_process_has_deployed(crm, actors, tmp_path):
    deal_id = new(actors["director"], "deal", name="1")
    visitor = signed_in(crm, "director")
    assert "Motto" not in visitor.get(f"/deals/{deal_id}/edit").text
    other = create_app(make_settings(tmp_path, database_url=crm.config["SQLALCHEMY_DATABASE_URI"]))
    with other.app_context():
        deploy({"deal.fields.yaml": FILE.encode()}, name="fields", actor=SYSTEM)
        db.session.remove()
        db.engine.dispose()
    do_what_is_due(crm)
    assert "Motto" in visitor.get(f"/deals/{deal_id}/edit").text
