"""A stored byte that is not as it was written: strangers see nothing, the owner is told, and numbers never change."""

from collections.abc import Iterator

import obstore
import pytest
from obstore.store import ObjectStore

from data.store.share_record import read_record, write_record
from data.store.shares import NewShare, fetch, is_live, list_shares, revoke
from tests.sharing import (
    GONE,
    NOW,
    PASSWORD,
    checked,
    content,
    each_byte,
    flipped,
    paths,
    places,
    replace,
    seen,
    up,
)

pytestmark = pytest.mark.usefixtures("unhurried", "quick_passwords")
PARTS = ("payload", "record", "owner's record")


def state(store: ObjectStore, share: NewShare) -> str:
    return list_shares(store, share.owner_key, now=NOW)[0].state


def cut(whole: bytes) -> Iterator[bytes]:
    """Files that were not written to their end, or past it."""
    yield from (whole[:length] for length in (0, 1, len(whole) // 2, len(whole) - 1))
    yield whole + b"\0"


@pytest.mark.parametrize("part", ["payload", "record"])
def test_no_turned_bit_is_ever_shown(store: ObjectStore, part: str) -> None:
    """One bit of each byte in turn: 66 of the payload, all of the record."""
    share = up(store, b'{"answers": [1, 2, 3]}' * 3)
    path = places(share)[part]
    whole = content(store, path)
    shown = set()
    for wrong in each_byte(whole):
        replace(store, path, wrong)
        shown.add(seen(store, share.token))
    assert shown == {GONE}


@pytest.mark.parametrize("part", ["payload", "record"])
def test_a_file_that_is_not_whole_is_never_shown(store: ObjectStore, part: str) -> None:
    share = up(store)
    path = places(share)[part]
    shown = []
    for wrong in cut(content(store, path)):
        replace(store, path, wrong)
        shown.append((seen(store, share.token), state(store, share)))
    assert shown == [(GONE, "damaged")] * 5


@pytest.mark.parametrize("at", [0, 16, 28, 100, -1], ids=["salt", "nonce", "first", "middle", "tag"])
def test_a_sealed_payload_that_was_changed_is_gone_and_not_a_wrong_password(
    store: ObjectStore, at: int
) -> None:
    share = up(store, password=PASSWORD)
    whole = content(store, places(share)["payload"])
    replace(store, places(share)["payload"], flipped(whole, at % len(whole)))
    assert seen(store, share.token) == GONE


@pytest.mark.parametrize("part", ["payload", "record"])
def test_the_owner_is_told_once_somebody_tried_to_open_it(store: ObjectStore, part: str) -> None:
    share = up(store)
    whole = content(store, places(share)[part])
    replace(store, places(share)[part], flipped(whole, len(whole) // 2))
    assert seen(store, share.token) == seen(store, share.token) == GONE
    assert state(store, share) == "damaged"


def test_a_damaged_owners_record_changes_nothing_for_viewers_or_the_owner(store: ObjectStore) -> None:
    share = up(store)
    replace(store, places(share)["owner's record"], b"?")
    [shown] = list_shares(store, share.owner_key, now=NOW)
    assert (shown.label, shown.level, shown.expires) == ("for Kim", "numbers", share.expires)
    assert fetch(store, share.token, now=NOW)


def test_a_share_with_no_record_left_is_still_listed(store: ObjectStore) -> None:
    share = up(store)
    for part in ("record", "owner's record"):
        replace(store, places(share)[part], b"?")
    [shown] = list_shares(store, share.owner_key, now=NOW)
    assert (shown.share, shown.label, shown.level) == (share.share, "", "")


@pytest.mark.parametrize("parts", [*[(part,) for part in PARTS], PARTS], ids=" and ".join)
def test_a_damaged_share_can_still_be_revoked(store: ObjectStore, parts: tuple[str, ...]) -> None:
    share = up(store)
    for part in parts:
        replace(store, places(share)[part], b"?")
    revoke(store, share.owner_key, share.share)
    assert seen(store, share.token) == GONE
    assert paths(store) == [places(share)["owner's record"]]


def test_a_payload_that_vanished_is_damage(store: ObjectStore) -> None:
    share = up(store)
    obstore.delete(store, places(share)["payload"])
    assert not is_live(store, share.token, now=NOW)
    assert state(store, share) == "damaged"


def test_a_record_of_another_format_is_not_understood(store: ObjectStore) -> None:
    share = up(store)
    record = read_record(content(store, places(share)["record"]))
    assert record
    newer = write_record(record).partition(b"\n")[2].replace(b'"format": 2', b'"format": 3')
    assert read_record(checked(newer)) is None


def test_a_foreign_file_among_ours_is_nobodys_share(store: ObjectStore) -> None:
    share = up(store)
    owner = places(share)["owner's record"].rpartition("/")[0]
    for name in (f"{owner}/notes", "v2/notes", f"v2/shares/{share.share}/until/notes"):
        obstore.put(store, name, b"?")
    assert [each.share for each in list_shares(store, share.owner_key, now=share.expires)] == [share.share]
    assert seen(store, share.token, share.expires) == GONE
