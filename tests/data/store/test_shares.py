"""What a share promises, on a real folder and on a real S3 server (moto, on this machine)."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import pytest
from obstore.store import ObjectStore

from data.store.object_store import NameTaken, open_store, write_new
from data.store.shares import ShareError, ShareGone, extend, fetch, is_live, list_shares, publish, revoke
from tests.sharing import GONE, NOW, SNAPSHOT, content, paths, places, seen, stored, up


def test_what_was_published_comes_back(store: ObjectStore) -> None:
    share = up(store)
    assert fetch(store, share.token, now=NOW) == SNAPSHOT
    assert is_live(store, share.token, now=NOW)


def test_an_empty_and_a_large_snapshot_come_back(store: ObjectStore) -> None:
    large = os.urandom(12_000_000)
    assert fetch(store, up(store, b"").token, now=NOW) == b""
    assert fetch(store, up(store, large).token, now=NOW) == large


def test_the_owner_sees_what_there_is_to_see(store: ObjectStore) -> None:
    share = up(store)
    [shown] = list_shares(store, share.owner_key, now=NOW)
    assert (shown.share, shown.level, shown.label) == (share.share, "numbers", "for Kim")
    assert (shown.created, shown.expires) == (NOW, datetime(2026, 4, 1, 9, 30, tzinfo=UTC))
    assert (shown.state, shown.views, shown.protected) == ("live", 0, False)


def test_one_key_owns_many_shares_and_lists_the_newest_first(store: ObjectStore) -> None:
    first = up(store)
    later = [up(store, now=NOW + timedelta(days=day), owner_key=first.owner_key) for day in (2, 1)]
    shown = list_shares(store, first.owner_key, now=NOW)
    assert [status.share for status in shown] == [later[0].share, later[1].share, first.share]


def test_each_owner_sees_only_their_own(store: ObjectStore) -> None:
    mine, yours = up(store), up(store)
    assert [status.share for status in list_shares(store, mine.owner_key, now=NOW)] == [mine.share]
    assert [status.share for status in list_shares(store, yours.owner_key, now=NOW)] == [yours.share]


def test_revoking_one_share_leaves_the_others_up(store: ObjectStore) -> None:
    first = up(store)
    second = up(store, owner_key=first.owner_key)
    revoke(store, first.owner_key, first.share)
    assert fetch(store, second.token, now=NOW) == SNAPSHOT
    assert {each.share: each.state for each in list_shares(store, first.owner_key, now=NOW)} == {
        first.share: "revoked",
        second.share: "live",
    }


def test_a_share_ends_at_its_expiry_and_not_a_second_before(store: ObjectStore) -> None:
    share = up(store)
    assert is_live(store, share.token, now=share.expires - timedelta(seconds=1))
    assert not is_live(store, share.token, now=share.expires)
    assert seen(store, share.token, share.expires) == GONE
    assert list_shares(store, share.owner_key, now=share.expires)[0].state == "expired"


def test_other_time_zones_are_the_same_moment(store: ObjectStore) -> None:
    tokyo = datetime.fromisoformat("2026-03-02T18:30:00+09:00")
    assert up(store, now=tokyo).expires == datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        up(store, now=datetime(2026, 3, 2, 9, 30))


def test_an_extended_share_ends_at_its_new_expiry(store: ObjectStore) -> None:
    share, until = up(store), datetime(2026, 5, 31, 9, 30, tzinfo=UTC)
    assert extend(store, share.owner_key, share.share, 90, NOW) == until
    assert fetch(store, share.token, now=until - timedelta(seconds=1)) == SNAPSHOT
    assert seen(store, share.token, until) == GONE
    assert list_shares(store, share.owner_key, now=NOW)[0].expires == until


def test_extending_never_shortens_and_the_longest_counts(store: ObjectStore) -> None:
    share = up(store)
    ends = [extend(store, share.owner_key, share.share, days, NOW) for days in (7, 90, 90, 60)]
    longest = datetime(2026, 5, 31, 9, 30, tzinfo=UTC)
    assert ends == [share.expires, longest, longest, longest]


def test_only_a_live_share_is_extended(store: ObjectStore) -> None:
    over, down = up(store), up(store)
    revoke(store, down.owner_key, down.share)
    for share, now, state in ((over, over.expires, "expired"), (down, NOW, "revoked")):
        with pytest.raises(ShareError, match=f"this one is {state}"):
            extend(store, share.owner_key, share.share, 30, now)


def test_revoking_takes_it_down_and_deletes_the_bytes(store: ObjectStore) -> None:
    share = up(store)
    revoke(store, share.owner_key, share.share)
    assert seen(store, share.token) == GONE
    assert not is_live(store, share.token, now=NOW)
    assert paths(store) == [places(share)["owner's record"]]


def test_an_extended_share_is_revoked_too(store: ObjectStore) -> None:
    share = up(store)
    extend(store, share.owner_key, share.share, 90, NOW)
    revoke(store, share.owner_key, share.share)
    assert seen(store, share.token) == seen(store, share.token, NOW + timedelta(days=60)) == GONE
    assert list_shares(store, share.owner_key, now=NOW)[0].state == "revoked"


def test_revoking_twice_is_fine(store: ObjectStore) -> None:
    share = up(store)
    revoke(store, share.owner_key, share.share)
    revoke(store, share.owner_key, share.share)
    assert list_shares(store, share.owner_key, now=NOW + timedelta(days=60))[0].state == "revoked"


def test_neither_key_is_in_a_name_or_a_byte_of_the_store(store: ObjectStore) -> None:
    share = up(store)
    assert share.token.encode() not in stored(store)
    assert share.owner_key.encode() not in stored(store)
    assert share.token not in repr(share)
    assert share.owner_key not in repr(share)


def test_publishing_the_same_twice_makes_two_shares(store: ObjectStore) -> None:
    first = up(store)
    second = up(store, owner_key=first.owner_key)
    revoke(store, first.owner_key, first.share)
    assert seen(store, first.token) == GONE
    assert fetch(store, second.token, now=NOW) == SNAPSHOT


def test_a_name_that_is_taken_is_never_overwritten(store: ObjectStore) -> None:
    write_new(store, "v2/shares/a/payload", b"first")
    with pytest.raises(NameTaken, match="nothing was overwritten"):
        write_new(store, "v2/shares/a/payload", b"second")
    assert content(store, "v2/shares/a/payload") == b"first"


def test_a_token_that_is_taken_harms_no_share(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """It will not happen with 256 random bits; a broken source of randomness must not take shares down."""
    share = up(store)
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _: share.token)
    with pytest.raises(NameTaken):
        up(store, b"other", owner_key=share.owner_key)
    assert fetch(store, share.token, now=NOW) == SNAPSHOT
    assert list_shares(store, share.owner_key, now=NOW)[0].state == "live"


def test_publishers_at_the_same_time_do_not_disturb_each_other(store: ObjectStore) -> None:
    payloads, key = [b"%d" % n * 1000 for n in range(40)], up(store).owner_key
    with ThreadPoolExecutor(8) as pool:
        published = list(pool.map(lambda payload: up(store, payload, owner_key=key), payloads))
    assert [fetch(store, share.token, now=NOW) for share in published] == payloads
    assert len(list_shares(store, key, now=NOW)) == 41


def test_what_the_present_format_is_not_is_not_opened(store: ObjectStore) -> None:
    """The folder is the format: another one, older or newer, is neither read nor swept away."""
    share = up(store)
    for path in paths(store):
        obstore.put(store, path.replace("v2/", "v1/"), content(store, path))
        obstore.delete(store, path)
    with pytest.raises(ShareGone):
        fetch(store, share.token, now=NOW)
    with pytest.raises(ShareError, match="belongs to no share"):
        list_shares(store, share.owner_key, now=NOW)


def test_a_label_that_is_too_long_is_refused(store: ObjectStore) -> None:
    with pytest.raises(ShareError, match="201 characters"):
        publish(store, SNAPSHOT, level="numbers", label="x" * 201, now=NOW)
    assert paths(store) == []


def test_what_is_no_owner_key_is_not_published_under(store: ObjectStore) -> None:
    for key in ("", "a" * 42, "a" * 44, "../" + "a" * 40):
        with pytest.raises(ShareError, match="not an owner key"):
            up(store, owner_key=key)
    assert paths(store) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are a matter of POSIX")
def test_nobody_else_on_the_machine_can_read_a_local_share(tmp_path: Path) -> None:
    share = up(open_store(str(tmp_path / "shares")))
    extend(open_store(str(tmp_path / "shares")), share.owner_key, share.share, 90, NOW)
    modes = {oct(path.stat().st_mode & 0o777) for path in tmp_path.rglob("*")}
    assert modes == {"0o700", "0o600"}
