"""What somebody gets who has no link, the wrong one, or the wrong key: nothing, and always the same nothing."""

import secrets
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from string import ascii_letters, digits

import pytest
from obstore.store import ObjectStore

from data.store import shares
from data.store.object_store import open_store
from data.store.rate_limit import RateLimit
from data.store.shares import NewShare, ShareError, ShareGone, extend, fetch, is_live, list_shares, revoke
from tests.sharing import GONE, NOW, SNAPSHOT, paths, seen, stored, up

pytestmark = pytest.mark.usefixtures("unhurried")
LETTERS = ascii_letters + digits + "-_"

# What can be done with a key in hand, each with a share that the key may or may not own.
VERBS: dict[str, Callable[[ObjectStore, str, str], object]] = {
    "fetch": lambda store, key, _: fetch(store, key, now=NOW),
    "listed": lambda store, key, _: list_shares(store, key, now=NOW),
    "revoke": revoke,
    "extend": lambda store, key, share: extend(store, key, share, 90, NOW),
}
# token: opens this share · owner: its key · another: the key of somebody else's share · made up: nobody's
MAY = {
    ("token", "fetch"): True,
    ("token", "listed"): False,
    ("token", "revoke"): False,
    ("token", "extend"): False,
    ("owner", "fetch"): False,
    ("owner", "listed"): True,
    ("owner", "revoke"): True,
    ("owner", "extend"): True,
    ("another", "fetch"): False,
    ("another", "listed"): True,  # their own shares, see below
    ("another", "revoke"): False,
    ("another", "extend"): False,
    ("made up", "fetch"): False,
    ("made up", "listed"): False,
    ("made up", "revoke"): False,
    ("made up", "extend"): False,
}


@pytest.mark.parametrize(("who", "verb"), MAY)
def test_each_key_does_what_it_may_and_nothing_else(store: ObjectStore, who: str, verb: str) -> None:
    mine, other = up(store), up(store)
    keys = {
        "token": mine.token,
        "owner": mine.owner_key,
        "another": other.owner_key,
        "made up": secrets.token_urlsafe(32),
    }
    before = stored(store)
    try:
        VERBS[verb](store, keys[who], mine.share)
    except ShareError:
        assert not MAY[who, verb]
        assert stored(store) == before
    else:
        assert MAY[who, verb]


@pytest.mark.parametrize("share", ["", ".", "..", "../shares", "*", "a" * 64, "x" * 10**5, "é", "\0"])
def test_a_made_up_name_of_a_share_is_not_the_owners(store: ObjectStore, share: str) -> None:
    mine = up(store)
    for verb in ("revoke", "extend"):
        with pytest.raises(ShareError, match="and not to this one"):
            VERBS[verb](store, mine.owner_key, share)
    assert is_live(store, mine.token, now=NOW)


def test_the_name_of_a_share_opens_nothing(store: ObjectStore) -> None:
    share = up(store)
    assert seen(store, share.share) == seen(store, share.share[:43]) == GONE


def test_no_changed_character_opens_a_share(store: ObjectStore) -> None:
    """The last one too: two of its bits are spare, so a decoded token would accept four spellings."""
    token = up(store).token
    wrong = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(43)]
    wrong += [token[:-1] + letter for letter in LETTERS if letter != token[-1]]
    assert {seen(store, each) for each in wrong} == {GONE}


def mutations(published: list[NewShare], random: Random) -> Iterator[str]:
    """Links that were never given out, and ones that nearly were: cut, turned, swapped, mixed, doubled."""
    known = {share.token for share in published}
    while True:
        token, other = random.choice(published).token, random.choice(published).token
        at, to = sorted(random.sample(range(43), 2))
        turned = "".join(random.choice((letter.upper(), letter.lower())) for letter in token)
        swapped = token[:at] + token[to] + token[at + 1 : to] + token[at] + token[to + 1 :]
        letter = token[:at] + random.choice(LETTERS) + token[at + 1 :]
        made_up = "".join(random.choices(LETTERS, k=43))
        made = [
            made_up,
            letter,
            swapped,
            turned,
            token[:at] + other[at:],
            token[:to],
            token + token,
            token[::-1],
        ]
        yield from (wrong for wrong in made if wrong not in known)


def test_500_random_and_mutated_links_open_nothing(store: ObjectStore) -> None:
    published = [up(store) for _ in range(20)]
    made = mutations(published, Random(1))  # noqa: S311 - the same in every run
    assert {seen(store, next(made)) for _ in range(500)} == {GONE}
    assert {seen(store, share.token) for share in published} == {SNAPSHOT.hex()}


def test_10000_random_and_mutated_links_open_nothing_in_a_folder(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    made = mutations([up(store) for _ in range(20)], Random(2))  # noqa: S311 - the same in every run
    assert sum(seen(store, next(made)) != GONE for _ in range(10_000)) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        *("", " ", ".", "/", "*", "\0", "../shares", "../../etc/passwd", "v2/shares", "%2e%2e%2f", "a#1"),
        *("a" * 43, "a" * 10**6, "é" * 43, "𝟘" * 43, "\ud800" * 43, "A" * 42 + "\n"),
    ],
    ids=lambda token: ascii(token)[:20],
)
def test_a_made_up_token_is_just_unknown(store: ObjectStore, wrong: str) -> None:
    share = up(store)
    assert seen(store, wrong) == seen(store, share.token + wrong + "x") == GONE
    with pytest.raises(ShareError, match="belongs to no share"):
        list_shares(store, wrong, now=NOW)


def test_unknown_expired_and_revoked_shares_say_the_same(store: ObjectStore) -> None:
    over, down = up(store, now=NOW - timedelta(days=31)), up(store)
    revoke(store, down.owner_key, down.share)
    assert seen(store, over.token) == seen(store, down.token) == seen(store, "A" * 43) == GONE


def test_a_stranger_leaves_nothing_behind(store: ObjectStore) -> None:
    up(store)
    before = paths(store)
    for token in ("A" * 43, "", "x" * 43):
        shares.count_view(store, token, NOW)
        seen(store, token)
    assert paths(store) == before


def test_whoever_tries_many_links_has_to_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten at once, then one each 50 ms: the next ten cannot take less than half a second."""
    monkeypatch.setattr(shares, "_unknown", RateLimit(burst=10, seconds=0.05, longest=5))
    store, began = open_store(str(tmp_path)), time.monotonic()
    for _ in range(20):
        with pytest.raises(ShareGone):
            fetch(store, secrets.token_urlsafe(32), now=NOW)
    assert time.monotonic() - began >= 0.5


def test_nobody_with_a_real_link_waits_for_those_who_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An hour's wait is due to strangers; it would end this test."""
    store = open_store(str(tmp_path))
    share = up(store)
    monkeypatch.setattr(shares, "_unknown", RateLimit(burst=0, seconds=3600, longest=3600))
    assert fetch(store, share.token, now=NOW) == SNAPSHOT
