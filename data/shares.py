"""A share: a snapshot that was published under an unguessable link, until it expires or its owner revokes it.

Three objects per share, written in this order; the share exists from the last one on:

    v1/payloads/<random name>        the snapshot itself
    v1/owners/<SHA-256 of owner key> the record, found by the owner; stays after a revocation
    v1/shares/<SHA-256 of token>     the same record, found by the viewer; while it is there, the share is up

Neither key is stored. Revoking only deletes, payload first, so it also works on a full disk. A record carries
its own checksum and the payload's: they find damage, and do not defend against someone who can write here.
"""

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from obstore.store import ObjectStore

from data.errors import LogError
from data.store import StoreError, names, read, remove, remove_unfinished, size, write_new

MAX_DAYS = 365
MAX_LABEL = 200
GRACE = timedelta(hours=1)  # how long a publication may take before what it left is called an orphan
REMEMBERED = timedelta(days=90)  # how long after its expiry the owner still sees what became of a share

State = Literal["live", "expired", "revoked", "damaged"]


class ShareError(LogError):
    """Something about a share that the person can fix."""


class ShareGone(ShareError):
    """All that a stranger learns: unknown, expired, revoked and damaged shares look alike."""

    def __init__(self) -> None:
        super().__init__("There is no dashboard at this link. Ask whoever sent it to you for a new one.")


@dataclass(frozen=True)
class Published:
    """The only copy of both keys: `token` opens the share, `owner_key` revokes it. Neither prints itself."""

    token: str = field(repr=False)
    owner_key: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True)
class Status:
    """What the owner sees of a share."""

    level: str
    label: str
    created: datetime
    expires: datetime
    state: State


@dataclass(frozen=True)
class _Record:
    share: str
    owner: str
    payload: str
    sha256: str
    size: int
    level: str
    label: str
    created: datetime
    expires: datetime


def publish(
    store: ObjectStore, payload: bytes, *, level: str, days: int = 30, label: str = "", now: datetime
) -> Published:
    """Put `payload` up for `days` days (1 to 365) from `now`, and return the two keys to it.

    `level` and `label` are for the owner's list. Raises ShareError or StoreError; nothing is up then.
    """
    if not 1 <= days <= MAX_DAYS:
        raise ShareError(f"A share can stay up for 1 to {MAX_DAYS} days, not {days}.")
    if len(label) > MAX_LABEL:
        raise ShareError(f"The label has {len(label)} characters; shorten it to {MAX_LABEL}.")
    token, owner_key = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    created = _utc(now)
    record = _Record(
        share=_hash(token),
        owner=_hash(owner_key),
        payload=secrets.token_hex(16),
        sha256=sha256(payload).hexdigest(),
        size=len(payload),
        level=level,
        label=label,
        created=created,
        expires=created + timedelta(days=days),
    )
    _write(store, record, payload)
    return Published(token, owner_key, record.expires)


def fetch(store: ObjectStore, token: str, *, now: datetime) -> bytes:
    """The payload exactly as published. Raises ShareGone, or StoreError when the store does not answer."""
    payload = _intact_payload(store, _live_record(store, token, now))
    if payload is None:
        raise ShareGone
    return payload


def is_live(store: ObjectStore, token: str, *, now: datetime) -> bool:
    """Whether the share is still up, for a viewer who is watching: two small requests, payload not read."""
    try:
        record = _live_record(store, token, now)
    except ShareGone:
        return False
    return size(store, _payload_path(record)) == record.size


def revoke(store: ObjectStore, owner_key: str) -> None:
    """Take the share down and delete its bytes; again is fine. Raises ShareError: the key owns nothing."""
    record = _owned(store, owner_key)
    try:
        remove(store, _payload_path(record))
    finally:  # a payload that resists is out of reach without its record, and swept later
        remove(store, _share_path(record.share))


def status(store: ObjectStore, owner_key: str, *, now: datetime) -> Status:
    """What became of the share, its payload checked. Raises ShareError: the key owns nothing."""
    record = _owned(store, owner_key)
    state = _state(store, record, _utc(now))
    return Status(record.level, record.label, record.created, record.expires, state)


def sweep(store: ObjectStore, now: datetime) -> int:
    """Delete payloads that no live share needs, leftovers of killed publications, and records long expired.

    Nothing younger than an hour is an orphan: it may be a publication under way. Returns how many went.
    """
    now = _utc(now)
    records = [record for record in _records(store) if record]
    up = {path for path, _ in names(store, "v1/shares")}
    needed = {_payload_path(r) for r in records if _share_path(r.share) in up and now < r.expires}
    orphans = [path for path, at in names(store, "v1/payloads") if path not in needed and at < now - GRACE]
    forgotten = [r for r in set(records) if r.expires + REMEMBERED < now]
    stale = [path for r in forgotten for path in (_share_path(r.share), _owner_path(r.owner))]
    for path in (*orphans, *stale):
        remove(store, path)
    return len(orphans) + len(stale) + remove_unfinished(store, "v1", now - GRACE)


def _write(store: ObjectStore, record: _Record, payload: bytes) -> None:
    """Write the three objects in order, and none of them if one fails."""
    sealed = _sealed(record)
    contents = {
        _payload_path(record): payload,
        _owner_path(record.owner): sealed,
        _share_path(record.share): sealed,
    }
    try:
        for path, content in contents.items():
            write_new(store, path, content)
    except StoreError:
        for path in reversed(contents):
            with suppress(StoreError):  # the first error is the one to tell; `sweep` gets what stays
                remove(store, path)
        raise


def _state(store: ObjectStore, record: _Record, now: datetime) -> State:
    public = read(store, _share_path(record.share))
    if public is None:
        return "revoked"
    if now >= record.expires:
        return "expired"
    if _unsealed(public) != record or _intact_payload(store, record) is None:
        return "damaged"
    return "live"


def _live_record(store: ObjectStore, token: str, now: datetime) -> _Record:
    record = _unsealed(read(store, _share_path(_hash(token)))) if _is_key(token) else None
    if record is None or _utc(now) >= record.expires:
        raise ShareGone
    return record


def _owned(store: ObjectStore, owner_key: str) -> _Record:
    """The owner's record, or when that is damaged the viewer's copy, found by looking through all."""
    owner = _hash(owner_key) if _is_key(owner_key) else ""
    sealed = read(store, _owner_path(owner)) if owner else None
    if sealed is None:
        raise ShareError("This owner key belongs to no share. Check that it was copied completely.")
    record = _unsealed(sealed) or next((r for r in _records(store) if r and r.owner == owner), None)
    if record is None:
        raise ShareError("The record of this share is damaged. Ask whoever runs this site to remove it.")
    return record


def _records(store: ObjectStore) -> Iterator[_Record | None]:
    for folder in ("v1/shares", "v1/owners"):
        for path, _ in names(store, folder):
            yield _unsealed(read(store, path))


def _intact_payload(store: ObjectStore, record: _Record) -> bytes | None:
    payload = read(store, _payload_path(record))
    return payload if payload is not None and sha256(payload).hexdigest() == record.sha256 else None


def _sealed(record: _Record) -> bytes:
    times = {"created": record.created.isoformat(), "expires": record.expires.isoformat()}
    body = json.dumps({"format": 1, **asdict(record), **times}).encode()
    return sha256(body).hexdigest().encode() + b"\n" + body


def _unsealed(sealed: bytes | None) -> _Record | None:
    """The record, or None when it is missing or one of its bytes is not as written."""
    checksum, _, body = (sealed or b"").partition(b"\n")
    if checksum != sha256(body).hexdigest().encode():
        return None
    fields = json.loads(body)
    del fields["format"]
    times = {name: datetime.fromisoformat(fields[name]) for name in ("created", "expires")}
    return _Record(**{**fields, **times})


def _is_key(text: str) -> bool:
    """Whether it has the form of our keys: nothing else is ever hashed or looked up."""
    return re.fullmatch(r"[A-Za-z0-9_-]{43}", text) is not None


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _payload_path(record: _Record) -> str:
    return f"v1/payloads/{record.payload}"


def _owner_path(owner: str) -> str:
    return f"v1/owners/{owner}"


def _share_path(share: str) -> str:
    return f"v1/shares/{share}"


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("now must carry a time zone")
    return moment.astimezone(UTC)
