"""What the tests of shares have in common: a snapshot, a moment, and ways to look at and to damage a store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256

import obstore
from obstore.store import ObjectStore

from data.store.share_record import name_of
from data.store.shares import NewShare, ShareGone, fetch, publish

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SNAPSHOT = b'{"answers": [1, 2, 3]}' * 500
PASSWORD = "correct horse battery"  # noqa: S105 - of the shares in the tests
GONE = str(ShareGone())


def up(
    store: ObjectStore,
    payload: bytes = SNAPSHOT,
    now: datetime = NOW,
    owner_key: str | None = None,
    password: str | None = None,
) -> NewShare:
    return publish(
        store,
        payload,
        owner_key=owner_key,
        level="numbers",
        label="for Kim",
        password=password,
        now=now,
    )


def seen(store: ObjectStore, token: str, now: datetime = NOW) -> str:
    """What a stranger gets to read."""
    try:
        return fetch(store, token, now=now).hex()
    except ShareGone as gone:
        return str(gone)


def paths(store: ObjectStore, folder: str = "v2") -> list[str]:
    return sorted(entry["path"] for chunk in obstore.list(store, folder) for entry in chunk)


def content(store: ObjectStore, path: str) -> bytes:
    return bytes(obstore.get(store, path).bytes())


def stored(store: ObjectStore) -> bytes:
    """Every name and every byte of the store."""
    return b"\n".join(path.encode() + b"\n" + content(store, path) for path in paths(store))


def places(share: NewShare) -> dict[str, str]:
    """Where the three parts of a share are."""
    folder, owner = f"v2/shares/{share.share}", name_of(share.owner_key)
    return {
        "payload": f"{folder}/payload",
        "record": f"{folder}/record",
        "owner's record": f"v2/owners/{owner}/{share.share}",
    }


def flipped(whole: bytes, at: int) -> bytes:
    """The same bytes, one bit of one of them turned."""
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def replace(store: ObjectStore, path: str, changed: bytes) -> None:
    obstore.put(store, path, changed, mode="overwrite")


def each_byte(whole: bytes) -> Iterator[bytes]:
    """Every way to turn the lowest bit of one byte."""
    yield from (flipped(whole, at) for at in range(len(whole)))


def checked(body: bytes) -> bytes:
    """The body of a record under the checksum that belongs to it."""
    return sha256(body).hexdigest().encode() + b"\n" + body
