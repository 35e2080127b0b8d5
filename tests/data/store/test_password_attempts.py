"""A password on a share: without it the stored bytes are noise, and guessing takes longer each time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from obstore.store import ObjectStore

from data.store import encryption, password_attempts
from data.store.shares import (
    NewShare,
    PasswordNeeded,
    ShareError,
    ShareGone,
    WrongPassword,
    fetch,
    is_live,
    list_shares,
    publish,
    revoke,
)
from tests.sharing import NOW, PASSWORD, SNAPSHOT, flipped, paths, stored, up

pytestmark = pytest.mark.usefixtures("quick_passwords")
MINUTE = timedelta(minutes=1)


def test_a_key_costs_three_passes_over_64_mib_and_opens_what_it_sealed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second recommended parameters of RFC 9106, section 4."""
    asked: list[dict[str, object]] = []

    def usual(**how: Any) -> Argon2id:
        asked.append(how)
        return Argon2id(**how)

    monkeypatch.setattr(encryption, "Argon2id", usual)
    assert encryption.unseal(encryption.seal(SNAPSHOT, PASSWORD, "a"), PASSWORD, "a") == SNAPSHOT
    assert [(how["iterations"], how["memory_cost"], how["lanes"]) for how in asked] == [(3, 64 * 1024, 4)] * 2


@pytest.fixture
def share(store: ObjectStore) -> NewShare:
    return up(store, password=PASSWORD)


def told(store: ObjectStore, share: NewShare, password: str | None, after: timedelta = timedelta()) -> str:
    """What somebody reads who has the link and tries this password."""
    try:
        return fetch(store, share.token, password=password, now=NOW + after).hex()
    except ShareError as error:
        return type(error).__name__ + ": " + str(error)


def test_the_password_opens_it(store: ObjectStore, share: NewShare) -> None:
    assert fetch(store, share.token, password=PASSWORD, now=NOW) == SNAPSHOT
    assert is_live(store, share.token, now=NOW)
    assert list_shares(store, share.owner_key, now=NOW)[0].protected


def test_without_it_one_is_asked_for_it(store: ObjectStore, share: NewShare) -> None:
    with pytest.raises(PasswordNeeded, match="opens with a password"):
        fetch(store, share.token, now=NOW)


@pytest.mark.parametrize(
    "wrong", ["", PASSWORD.upper(), PASSWORD + " ", PASSWORD[:-1], "\ud800", "x" * 10**6]
)
def test_no_other_word_opens_it(store: ObjectStore, share: NewShare, wrong: str) -> None:
    with pytest.raises(WrongPassword, match="not the password"):
        fetch(store, share.token, password=wrong, now=NOW)


def test_a_share_without_a_password_takes_any(store: ObjectStore) -> None:
    assert fetch(store, up(store).token, password="whatever", now=NOW) == SNAPSHOT  # noqa: S106


def test_the_same_letters_are_the_same_password(store: ObjectStore) -> None:
    composed, apart = "caf\u00e9 au lait", "cafe\u0301 au lait"  # as two systems type é
    assert fetch(store, up(store, password=composed).token, password=apart, now=NOW) == SNAPSHOT


def test_nothing_of_the_payload_or_the_password_is_stored(store: ObjectStore) -> None:
    up(store, payload=b"canary " * 100, password=PASSWORD)
    assert b"canary" not in stored(store)
    assert PASSWORD.encode() not in stored(store)


def test_two_shares_of_the_same_are_sealed_differently() -> None:
    first, second = (encryption.seal(b"\0" * 64, PASSWORD, "a") for _ in range(2))
    parts = (slice(0, 16), slice(16, 28), slice(28, None))  # salt, nonce, ciphertext
    assert [first[part] != second[part] for part in parts] == [True, True, True]


@pytest.mark.parametrize("at", [0, 15, 16, 27, 28, 60, -16, -1], ids=str)
def test_what_was_sealed_opens_only_unchanged(at: int) -> None:
    """The first and last byte of salt, nonce, ciphertext and tag."""
    sealed = encryption.seal(b"x" * 33, PASSWORD, "a")
    assert encryption.unseal(flipped(sealed, at % len(sealed)), PASSWORD, "a") is None


def test_what_was_sealed_opens_only_in_its_own_place() -> None:
    sealed = encryption.seal(SNAPSHOT, PASSWORD, "a")
    assert encryption.unseal(sealed, PASSWORD, "a") == SNAPSHOT
    assert encryption.unseal(sealed, PASSWORD, "b") is None
    assert encryption.unseal(sealed[:-1], PASSWORD, "a") is None


def test_five_wrong_ones_are_free_and_the_sixth_has_to_wait(store: ObjectStore, share: NewShare) -> None:
    assert {told(store, share, "wrong") for _ in range(5)} == {
        "WrongPassword: This is not the password of this dashboard. Ask whoever sent you the link for it."
    }
    assert told(store, share, "wrong") == (
        "WrongPassword: Too many wrong passwords were tried. The next one counts in 1 min."
    )


def test_while_one_has_to_wait_the_right_one_is_not_told_apart(store: ObjectStore, share: NewShare) -> None:
    waiting = [told(store, share, "wrong") for _ in range(6)][-1]
    assert told(store, share, PASSWORD) == waiting
    assert told(store, share, PASSWORD, MINUTE) == SNAPSHOT.hex()


def test_the_wait_doubles_up_to_an_hour_and_nobody_can_go_around_it(store: ObjectStore) -> None:
    at, waits = NOW, []
    for _ in range(13):
        password_attempts.note(store, "a", at)
        waits.append(password_attempts.wait(store, "a", at) // MINUTE)
        at += waits[-1] * MINUTE
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_tries_are_forgotten_after_a_day(store: ObjectStore) -> None:
    for _ in range(10):
        password_attempts.note(store, "a", NOW)
    assert password_attempts.wait(store, "a", NOW) == 32 * MINUTE
    assert password_attempts.wait(store, "a", NOW + timedelta(days=1)) == timedelta()


def test_right_ones_do_not_count(store: ObjectStore, share: NewShare) -> None:
    assert {told(store, share, PASSWORD) for _ in range(6)} == {SNAPSHOT.hex()}
    assert [path for path in paths(store) if "/tries/" in path] == []


def test_who_has_to_wait_leaves_no_notes(store: ObjectStore, share: NewShare) -> None:
    for _ in range(5):
        password_attempts.note(store, share.share, NOW)
    before = paths(store)
    assert "Too many" in told(store, share, "wrong")
    assert paths(store) == before


def test_another_share_is_not_slowed_down(store: ObjectStore, share: NewShare) -> None:
    other = up(store, password=PASSWORD)
    for _ in range(9):
        password_attempts.note(store, other.share, NOW)
    assert told(store, share, PASSWORD) == SNAPSHOT.hex()


@pytest.mark.parametrize("end", [lambda store, share: revoke(store, share.owner_key, share.share), None])
def test_a_share_that_is_over_asks_for_no_password(
    store: ObjectStore, share: NewShare, end: Callable[[ObjectStore, NewShare], None] | None
) -> None:
    if end:
        end(store, share)
    with pytest.raises(ShareGone):
        fetch(store, share.token, password=PASSWORD, now=NOW if end else share.expires)


@pytest.mark.parametrize("level", ["coded", "full", "anything else"])
def test_more_than_numbers_needs_a_password(store: ObjectStore, level: str) -> None:
    with pytest.raises(ShareError, match="only be published with a password"):
        publish(store, SNAPSHOT, level=level, now=NOW)
    assert paths(store) == []


@pytest.mark.parametrize("short", ["", "1234567"])
def test_a_short_password_is_refused(store: ObjectStore, short: str) -> None:
    with pytest.raises(ShareError, match="use at least 8"):
        up(store, password=short)
    assert paths(store) == []
