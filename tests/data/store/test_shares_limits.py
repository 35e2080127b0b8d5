"""What a host may limit: who gets told what, and that nothing is up then."""

from datetime import UTC, datetime

import pytest
from obstore.store import ObjectStore

from data.store.shares import Limits, NewShare, ShareError, extend, fetch, list_shares, publish, revoke
from tests.sharing import NOW, SNAPSHOT, paths, up


def publish_within(
    store: ObjectStore,
    limits: Limits,
    payload: bytes = SNAPSHOT,
    days: int = 30,
    owner_key: str | None = None,
    now: datetime = NOW,
) -> NewShare:
    return publish(store, payload, level="numbers", days=days, owner_key=owner_key, now=now, limits=limits)


def test_publishing_can_be_switched_off(store: ObjectStore) -> None:
    share = up(store)
    with pytest.raises(ShareError, match="switched off"):
        publish_within(store, Limits(publishing=False))
    with pytest.raises(ShareError, match="switched off"):
        extend(store, share.owner_key, share.share, 90, NOW, Limits(publishing=False))


def test_what_is_up_stays_up_and_can_be_taken_down(store: ObjectStore) -> None:
    """Neither looking nor taking down asks for what the host allows."""
    share = up(store)
    assert fetch(store, share.token, now=NOW) == SNAPSHOT
    revoke(store, share.owner_key, share.share)
    assert list_shares(store, share.owner_key, now=NOW)[0].state == "revoked"


@pytest.mark.parametrize(("size", "found"), [(1_000_001, "1.1"), (2_340_000, "2.4")])
def test_a_snapshot_may_be_as_large_as_allowed_and_not_a_byte_more(
    store: ObjectStore, size: int, found: str
) -> None:
    assert publish_within(store, Limits(megabytes=1), b"x" * 1_000_000).token
    before = paths(store)
    with pytest.raises(ShareError, match=f"has {found} MB and may have 1. Choose fewer"):
        publish_within(store, Limits(megabytes=1), b"x" * size)
    assert paths(store) == before


@pytest.mark.parametrize("days", [0, -1, 91])
def test_days_out_of_range_are_refused(store: ObjectStore, days: int) -> None:
    share = up(store)
    before = paths(store)
    with pytest.raises(ShareError, match=f"1 to 90 days, not {days}"):
        publish_within(store, Limits(days=90), days=days)
    with pytest.raises(ShareError, match=f"1 to 90 days, not {days}"):
        extend(store, share.owner_key, share.share, days, NOW, Limits(days=90))
    assert paths(store) == before


def test_the_longest_life_is_allowed(store: ObjectStore) -> None:
    assert publish_within(store, Limits(days=90), days=90).expires == datetime(2026, 5, 31, 9, 30, tzinfo=UTC)


def test_an_owner_may_have_as_many_live_shares_as_allowed(store: ObjectStore) -> None:
    key = publish_within(store, Limits(shares=2)).owner_key
    publish_within(store, Limits(shares=2), owner_key=key)
    before = paths(store)
    with pytest.raises(ShareError, match="You have 2 shares online, and 2 are allowed"):
        publish_within(store, Limits(shares=2), owner_key=key)
    assert paths(store) == before


def test_shares_that_are_over_do_not_count(store: ObjectStore) -> None:
    first = publish_within(store, Limits(shares=2), days=1)
    second = publish_within(store, Limits(shares=2), owner_key=first.owner_key)
    revoke(store, second.owner_key, second.share)
    for _ in range(2):
        publish_within(store, Limits(shares=2), owner_key=first.owner_key, now=first.expires)
    states = [share.state for share in list_shares(store, first.owner_key, now=first.expires)]
    assert sorted(states) == ["expired", "live", "live", "revoked"]


def test_another_owner_has_their_own_number(store: ObjectStore) -> None:
    publish_within(store, Limits(shares=1))
    assert publish_within(store, Limits(shares=1)).token
