"""What is deleted without being asked: what is over, what was never finished, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import pytest
from obstore.store import ObjectStore

from data.store import password_attempts
from data.store.cleanup import delete_expired
from data.store.object_store import open_store, write_new
from data.store.shares import ShareError, count_view, extend, fetch, is_live, list_shares
from tests.sharing import PASSWORD, SNAPSHOT, content, flipped, paths, places, replace, up

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    """The stores write down the real time, so the shares are published in it."""
    return datetime.now(UTC)


def test_sweeping_leaves_live_shares_alone(store: ObjectStore, now: datetime) -> None:
    plain, extended = up(store, now=now), up(store, now=now, password=PASSWORD)
    extend(store, extended.owner_key, extended.share, 90, now)
    count_view(store, plain.token, now)
    before = paths(store)
    assert delete_expired(store, now + 29 * DAY) == 0
    assert paths(store) == before


def test_an_extended_share_outlives_its_first_expiry(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now)
    extend(store, share.owner_key, share.share, 90, now)
    assert delete_expired(store, share.expires + DAY) == 0
    assert fetch(store, share.token, now=share.expires + DAY) == SNAPSHOT


def test_the_bytes_of_an_expired_share_go_an_hour_later(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now)
    assert delete_expired(store, share.expires + timedelta(minutes=59)) == 0
    assert delete_expired(store, share.expires + timedelta(minutes=61)) == 1
    assert places(share)["payload"] not in paths(store)
    assert list_shares(store, share.owner_key, now=share.expires)[0].state == "expired"


def test_a_share_is_forgotten_90_days_after_its_end(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now, password=PASSWORD)
    count_view(store, share.token, now)
    password_attempts.note(store, share.share, now)
    until = extend(store, share.owner_key, share.share, 60, now)
    delete_expired(store, until + 89 * DAY)
    assert list_shares(store, share.owner_key, now=until)[0].views == 1
    delete_expired(store, until + 91 * DAY)
    assert paths(store) == []


@pytest.mark.parametrize("part", ["owner's record", "record"])
def test_a_publication_that_never_finished_goes_after_an_hour(
    store: ObjectStore, now: datetime, part: str
) -> None:
    """Killed before its last write, or before its last two: payload first, then record, then the owner's."""
    share = up(store, now=now)
    for late in {"owner's record", part}:
        obstore.delete(store, places(share)[late])
    assert delete_expired(store, now + timedelta(minutes=59)) == 0
    assert delete_expired(store, now + timedelta(minutes=61)) > 0
    assert paths(store) == []


def test_a_share_that_nobody_can_take_down_goes(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now)
    obstore.delete(store, places(share)["owner's record"])
    with pytest.raises(ShareError):
        list_shares(store, share.owner_key, now=now)
    delete_expired(store, now + 2 * HOUR)
    assert not is_live(store, share.token, now=now)


def test_bytes_that_resisted_a_revocation_go(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now)
    obstore.delete(store, places(share)["record"])
    assert delete_expired(store, now + 2 * HOUR) == 1
    assert paths(store) == [places(share)["owner's record"]]


def test_the_bytes_of_a_share_whose_record_is_damaged_stay_while_it_lasts(
    store: ObjectStore, now: datetime
) -> None:
    share = up(store, now=now)
    replace(store, places(share)["record"], flipped(content(store, places(share)["record"]), 80))
    assert delete_expired(store, now + 29 * DAY) == 0


def test_what_nobody_can_open_any_more_goes(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now)
    for part in ("record", "owner's record"):
        replace(store, places(share)[part], b"?")
    assert delete_expired(store, now + 2 * HOUR) == 1
    assert places(share)["payload"] not in paths(store)


def test_old_wrong_passwords_go(store: ObjectStore, now: datetime) -> None:
    share = up(store, now=now, password=PASSWORD)
    password_attempts.note(store, share.share, now)
    password_attempts.note(store, share.share, now + 2 * DAY)
    assert delete_expired(store, now + 2 * DAY) == 1


def test_torn_files_and_empty_folders_go_and_nothing_that_is_not_ours(tmp_path: Path, now: datetime) -> None:
    store = open_store(str(tmp_path))
    share = up(store, now=now)
    for name in (f"v2/shares/{share.share}/payload#1", "notes#1"):
        (tmp_path / name).write_bytes(b"half a snapsh")
    (tmp_path / "v2" / "shares" / "empty").mkdir()
    assert delete_expired(store, now + timedelta(minutes=59)) == 0
    assert delete_expired(store, now + timedelta(minutes=61)) == 1
    assert [file.name for file in tmp_path.rglob("*#*")] == ["notes#1"]
    assert not (tmp_path / "v2" / "shares" / "empty").exists()


def test_other_formats_are_left_alone(store: ObjectStore, now: datetime) -> None:
    write_new(store, "v1/payloads/a", b"of an older version")
    write_new(store, "v3/shares/a/payload", b"of a newer version")
    assert delete_expired(store, now + 1000 * DAY) == 0
    assert paths(store, "v1") + paths(store, "v3") == ["v1/payloads/a", "v3/shares/a/payload"]
