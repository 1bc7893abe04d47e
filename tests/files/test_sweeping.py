import os
from datetime import timedelta

import pytest

from app.clock import clock
from app.db import db, write_transaction
from app.files import StoredFile, store
from app.files.places import Place, add_upload, files_in, put_in, release_all, take
from app.files.sweeping import Differences, differences, sweep
from app.periodic import Outcome, run_job_now
from tests.files.samples import PDF, PNG, kept

SCAN = Place("deal", "scan")
AFTER_GRACE = timedelta(hours=169)


@pytest.fixture
def upload(app):
    """`upload(content, name)`: the row of a file that no record has yet."""

    def give(content: bytes = PDF, name: str = "offer.pdf") -> StoredFile:
        with write_transaction():
            return add_upload(kept(content, name), 1)

    return give


def put(record_id: int, *ids: int, place: Place = SCAN) -> list[int]:
    with write_transaction():
        taken = list(take(ids).values())
        put_in(place, record_id, {None: taken})
    return [each.id for each in taken]


@write_transaction()
def refused_put(identifier: int) -> None:
    put_in(SCAN, 7, {None: list(take([identifier]).values())})
    raise ZeroDivisionError


def later() -> None:
    """Let the time of the setting pass, for the table and for the disk."""
    now = clock.now()
    clock.set(lambda: now + AFTER_GRACE)
    for path in store().folder.rglob("*"):
        old = path.stat().st_mtime - AFTER_GRACE.total_seconds()
        os.utime(path, (old, old))


def test_an_upload_that_nobody_used_goes_after_its_time(upload):
    row = upload()
    assert sweep() == 0
    later()
    assert sweep() == 2
    assert not store().has(row.digest)


def test_a_file_that_a_record_has_stays(upload):
    (identifier,) = put(7, upload().id)
    later()
    assert sweep() == 0
    assert [each.id for each in files_in(SCAN, [7])[7][None]] == [identifier]
    assert differences(read_contents=True) == Differences([], [], [])


def test_a_file_that_went_from_its_record_goes_after_its_time(upload):
    put(7, upload().id)
    put(7)
    assert sweep() == 0
    later()
    assert sweep() == 2
    assert list(store().digests()) == []


def test_the_files_of_a_deleted_record_go_after_their_time(upload):
    put(7, upload().id)
    with write_transaction():
        release_all("deal", 7)
    later()
    assert sweep() == 2


def test_a_content_stays_as_long_as_one_file_has_it(upload):
    put(7, upload().id)
    upload()
    later()
    assert sweep() == 1


def test_two_records_never_share_a_file(upload):
    row = upload()
    first, second = put(7, row.id), put(8, row.id)
    assert first != second
    put(7)
    later()
    sweep()
    assert [each.id for each in files_in(SCAN, [8])[8][None]] == second
    assert store().is_whole(row.digest)


def test_two_fields_that_are_given_the_same_upload_at_once_get_a_file_each(upload):
    row = upload()
    with write_transaction():
        first, second = (list(take([row.id]).values()) for _time in range(2))
        put_in(SCAN, 7, {None: first})
        put_in(Place("deal", "photo"), 7, {None: second})
    assert first != second


def test_what_a_refused_command_took_can_be_given_again(upload):
    row = upload()
    with pytest.raises(ZeroDivisionError):
        refused_put(row.id)
    assert put(7, row.id) == [row.id]


def test_files_keep_their_order_and_their_rows(upload):
    rows = [upload(name=f"{number}.pdf").id for number in range(3)]
    with write_transaction():
        one, two, three = take(rows).values()
        put_in(SCAN, 7, {None: [three, one], 5: [two]})
    found = files_in(SCAN, [7, 8])
    assert [each.name for each in found[7][None]] == ["2.pdf", "0.pdf"]
    assert [each.name for each in found[7][5]] == ["1.pdf"]
    assert found[8] == {}


def test_the_check_tells_of_both_sides(upload):
    gone, changed, _whole = upload(PDF, "gone.pdf"), upload(PNG, "changed.png"), upload(b"text", "a.txt")
    store().path(gone.digest).unlink()
    store().path(changed.digest).write_bytes(b"x")
    alone = kept(b"nobody has this", "b.txt").digest
    found = differences(read_contents=True)
    assert found == Differences([(gone.id, "gone.pdf")], [(changed.id, "changed.png")], [alone])
    assert differences().damaged == []


def test_the_rows_are_gone_from_the_table(upload):
    upload()
    later()
    sweep()
    assert db.session.query(StoredFile).count() == 0


def test_the_clock_removes_what_nobody_needs(upload):
    upload()
    later()
    assert run_job_now("files.sweep") == Outcome(taken=True)
    assert list(store().digests()) == []
