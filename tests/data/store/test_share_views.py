"""How often a share was opened: counted once each, by any number of viewers and processes, and never in the way."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from obstore.store import ObjectStore

from data.store import share_views
from data.store.object_store import open_store
from data.store.shares import NewShare, count_view, extend, fetch, list_shares, revoke
from tests.sharing import NOW, SNAPSHOT, paths, up


def views(store: ObjectStore, share: NewShare) -> int:
    return list_shares(store, share.owner_key, now=NOW)[0].views


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count from here on as a server does that has just been started."""
    monkeypatch.setattr(share_views, "_PROCESS", os.urandom(8).hex())
    share_views._counts.clear()


def test_each_opening_counts_once(store: ObjectStore) -> None:
    share = up(store)
    for _ in range(12):
        count_view(store, share.token, NOW)
    assert views(store, share) == 12


def test_a_restart_goes_on_counting(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    share = up(store)
    for _ in range(3):
        count_view(store, share.token, NOW)
        count_view(store, share.token, NOW)
        another_process(monkeypatch)
    assert views(store, share) == 6


def test_viewers_at_the_same_time_are_all_counted(store: ObjectStore) -> None:
    share = up(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: count_view(store, share.token, NOW), range(60)))
    assert views(store, share) == 60


def test_each_share_has_its_own_count(store: ObjectStore) -> None:
    share, other = up(store), up(store)
    count_view(store, share.token, NOW)
    assert (views(store, share), views(store, other)) == (1, 0)


def test_ten_thousand_views_take_no_more_room_than_one(store: ObjectStore) -> None:
    share = up(store)
    for _ in range(30):
        count_view(store, share.token, NOW)
    assert len([path for path in paths(store) if "/views/" in path]) == 1


def test_the_count_outlives_the_share(store: ObjectStore) -> None:
    share = up(store)
    count_view(store, share.token, NOW)
    extend(store, share.owner_key, share.share, 90, NOW)
    revoke(store, share.owner_key, share.share)
    count_view(store, share.token, NOW)
    assert views(store, share) == 1


def test_a_view_that_cannot_be_counted_is_shown(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    share = up(store)
    (tmp_path / "v2" / "shares" / share.share / "views").write_bytes(b"where a folder should be")
    count_view(store, share.token, NOW)
    assert fetch(store, share.token, now=NOW) == SNAPSHOT
    assert views(store, share) == 0
