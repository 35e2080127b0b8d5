"""A share: a snapshot that was published under an unguessable link, until it expires or its owner revokes it.

One owner's key, made at the first publication, owns any number of shares; the token in a link opens one of them
and can do nothing else. How they are kept stands in `data.store.share_record`. Revoking only deletes, payload first,
so it also works on a full disk, and a viewer is shown nothing from that moment on.
"""

import secrets
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import ceil
from threading import Lock

from obstore.store import ObjectStore

from data.errors import LogError
from data.store import password_attempts, share_views
from data.store.encryption import seal, unseal
from data.store.object_store import NameTaken, Stored, StoreError, objects, read, remove, size, write_new
from data.store.rate_limit import RateLimit
from data.store.share_record import (
    Record,
    end,
    folder,
    is_key,
    is_name,
    moment,
    name_of,
    owner_folder,
    read_record,
    write_record,
)
from data.store.share_status import Status, contents, status

MAX_LABEL = 200
MIN_PASSWORD = 8
OPEN = "numbers"
"""The one level that may be published without a password."""

# Argon2id takes 64 MiB each time, and a wrong password must be on record before the next one is tried.
_one_try = Lock()
_unknown = RateLimit(burst=100, seconds=0.1, longest=10)


class ShareError(LogError):
    """Something about a share that the person can fix."""


class ShareGone(ShareError):
    """All that a stranger learns: unknown, expired, revoked and damaged shares look alike."""

    def __init__(self) -> None:
        super().__init__("There is no dashboard at this link. Ask whoever sent it to you for a new one.")


class PasswordNeeded(ShareError):
    """The share is up, and opens with a password only."""

    def __init__(self) -> None:
        super().__init__("This dashboard opens with a password. Ask whoever sent you the link for it.")


class WrongPassword(ShareError):
    """The share is up, and this was not its password, or too many were tried."""


@dataclass(frozen=True)
class Limits:
    """What the host allows: whether to publish at all, megabytes and days of a share, live shares of an owner."""

    publishing: bool = True
    megabytes: int = 20
    days: int = 365
    shares: int = 100


USUAL = Limits()


@dataclass(frozen=True)
class NewShare:
    """The only copy of both keys: `token` opens the share, `owner_key` revokes it. Neither prints itself."""

    token: str = field(repr=False)
    owner_key: str = field(repr=False)
    expires: datetime

    @property
    def share(self) -> str:
        """The share's name in its owner's list."""
        return name_of(self.token)


def publish(
    store: ObjectStore,
    payload: bytes,
    *,
    owner_key: str | None = None,
    level: str,
    days: int = 30,
    label: str = "",
    password: str | None = None,
    now: datetime,
    limits: Limits = USUAL,
) -> NewShare:
    """Put `payload` up for `days` days from `now`, and return the keys to it.

    owner_key: the owner's, or None for a new one. level, label: what the owner's list shows, kept as they are.
    password: needed for every level but "numbers"; the payload is then sealed under it.
    Raises ShareError or StoreError; nothing is up then.
    """
    _check_terms(level, label, password)
    _check_limits(limits, days, len(payload))
    owner_key = secrets.token_urlsafe(32) if owner_key is None else owner_key
    if not is_key(owner_key):
        raise ShareError("This is not an owner key. Check that it was copied completely.")
    token = secrets.token_urlsafe(32)
    share, created = name_of(token), _utc(now)
    kept = payload if password is None else seal(payload, password, share)
    record = Record(
        share=share,
        sha256=sha256(kept).hexdigest(),
        size=len(kept),
        level=level,
        label=label,
        created=created,
        expires=created + timedelta(days=days),
        protected=password is not None,
    )
    _put_up(store, record, kept, owner_key, limits)
    return NewShare(token, owner_key, record.expires)


def fetch(store: ObjectStore, token: str, *, password: str | None = None, now: datetime) -> bytes:
    """The payload exactly as published. Unknown links are answered at a pace.

    Raises ShareGone, PasswordNeeded, WrongPassword, or StoreError when the store does not answer.
    """
    try:
        record = _live(store, token, _utc(now))
        kept = _intact(store, record)
    except ShareGone:
        _unknown.keep()
        raise
    if not record.protected:
        return kept
    if password is None:
        raise PasswordNeeded
    with _one_try:
        return _decrypt(store, record, kept, password, _utc(now))


def is_live(store: ObjectStore, token: str, *, now: datetime) -> bool:
    """Whether the share is still up, for a viewer who is watching: two small requests, payload not read."""
    try:
        record = _live(store, token, _utc(now))
    except ShareGone:
        return False
    return size(store, f"{folder(record.share)}/payload") == record.size


def count_view(store: ObjectStore, token: str, now: datetime) -> None:
    """Add one to the views that the owner sees. A view that cannot be counted now is no reason to show nothing."""
    with suppress(ShareGone, StoreError):
        share_views.count(store, _live(store, token, _utc(now)).share)


def list_shares(store: ObjectStore, owner_key: str, *, now: datetime) -> tuple[Status, ...]:
    """What became of all shares of an owner, newest first. Raises ShareError: the key owns nothing.

    Sizes and records are looked at, payloads not read: a changed one is known once somebody tried to open it.
    """
    owned, at = _owner_records(store, owner_key), _utc(now)
    with ThreadPoolExecutor(8) as pool:  # a few requests each
        found = list(pool.map(lambda entry: status(store, entry, at), owned))
    return tuple(sorted(found, key=lambda share: share.created, reverse=True))


def revoke(store: ObjectStore, owner_key: str, share: str) -> None:
    """Take a share down and delete its bytes; again is fine. Raises ShareError: it is not this owner's."""
    _entry(store, owner_key, share)
    try:
        remove(store, f"{folder(share)}/payload")
    finally:  # a payload that resists is out of reach without its record, and swept later
        remove(store, f"{folder(share)}/record")


def extend(
    store: ObjectStore, owner_key: str, share: str, days: int, now: datetime, limits: Limits = USUAL
) -> datetime:
    """Keep a live share up until `days` days from `now`, never shorter than it was; when it ends. Raises ShareError."""
    _check_limits(limits, days)
    found = status(store, _entry(store, owner_key, share), _utc(now))
    if found.state != "live":
        raise ShareError(f"Only a live share can be extended; this one is {found.state}. Publish it again.")
    until = _utc(now).replace(microsecond=0) + timedelta(days=days)
    if until <= found.expires:
        return found.expires
    with suppress(NameTaken):  # the same extension, a moment ago
        write_new(store, f"{folder(share)}/until/{moment(until)}", b"")
    return until


def _check_terms(level: str, label: str, password: str | None) -> None:
    if len(label) > MAX_LABEL:
        raise ShareError(f"The label has {len(label)} characters; shorten it to {MAX_LABEL}.")
    if password is None and level != OPEN:
        raise ShareError("More than numbers can only be published with a password. Choose one.")
    if password is not None and len(password) < MIN_PASSWORD:
        raise ShareError(f"The password has {len(password)} characters; use at least {MIN_PASSWORD}.")


def _check_limits(limits: Limits, days: int, size: int = 0) -> None:
    if not limits.publishing:
        raise ShareError("Publishing is switched off on this site.")
    if not 1 <= days <= limits.days:
        raise ShareError(f"A share can stay up for 1 to {limits.days} days, not {days}.")
    if size > limits.megabytes * 1_000_000:
        found = ceil(size / 100_000) / 10
        raise ShareError(
            f"The dashboard has {found} MB and may have {limits.megabytes}. Choose fewer questions or a shorter period."
        )


def _put_up(store: ObjectStore, record: Record, payload: bytes, owner_key: str, limits: Limits) -> None:
    """Write the three objects in order, and none of them if one fails or the owner has too many by then."""
    contents = {
        f"{folder(record.share)}/payload": payload,
        f"{folder(record.share)}/record": write_record(record),
        f"{owner_folder(name_of(owner_key))}/{record.share}": write_record(record),
    }
    begun: list[str] = []
    try:
        for path, content in contents.items():
            begun.append(path)
            write_new(store, path, content)
        _check_number(store, owner_key, limits, record.created)
    except LogError as error:
        if isinstance(error, NameTaken):
            begun.pop()  # this one is somebody else's
        for path in reversed(begun):
            with suppress(StoreError):  # the first error is the one to tell; the sweep gets what stays
                remove(store, path)
        raise


def _check_number(store: ObjectStore, owner_key: str, limits: Limits, now: datetime) -> None:
    """Counted when the new one is up: of two publishers at once, both may be refused, but never is one too many up."""
    if len(_owner_records(store, owner_key)) > limits.shares:
        live = sum(share.state == "live" for share in list_shares(store, owner_key, now=now))
        if live > limits.shares:
            raise ShareError(
                f"You have {live - 1} shares online, and {limits.shares} are allowed here. Take one down first."
            )


def _live(store: ObjectStore, token: str, now: datetime) -> Record:
    record = read_record(read(store, f"{folder(name_of(token))}/record")) if is_key(token) else None
    if record is None or (now >= record.expires and now >= end(record, contents(store, record.share))):
        raise ShareGone
    return record


def _intact(store: ObjectStore, record: Record) -> bytes:
    """The payload as it is stored. Raises ShareGone; that it was changed is noted for the owner."""
    payload = read(store, f"{folder(record.share)}/payload")
    if payload is None:
        raise ShareGone
    if sha256(payload).hexdigest() != record.sha256:
        with suppress(StoreError):  # noted before, or for the next one to note
            write_new(store, f"{folder(record.share)}/damaged", b"")
        raise ShareGone
    return payload


def _decrypt(store: ObjectStore, record: Record, kept: bytes, password: str, now: datetime) -> bytes:
    pause = password_attempts.wait(store, record.share, now)
    if pause > timedelta():
        minutes = ceil(pause / timedelta(minutes=1))
        raise WrongPassword(f"Too many wrong passwords were tried. The next one counts in {minutes} min.")
    tried = password_attempts.note(store, record.share, now)
    content = unseal(kept, password, record.share)
    if content is None:
        raise WrongPassword(
            "This is not the password of this dashboard. Ask whoever sent you the link for it."
        )
    with suppress(StoreError):  # then it counts as a wrong one, which is no reason to show nothing
        remove(store, tried)
    return content


def _owner_records(store: ObjectStore, owner_key: str) -> list[Stored]:
    """The owner's records as a listing shows them. Raises ShareError when there is none."""
    found = objects(store, owner_folder(name_of(owner_key))) if is_key(owner_key) else ()
    owned = [entry for entry in found if is_name(entry.path.rpartition("/")[2])]
    if not owned:
        raise ShareError("This owner key belongs to no share. Check that it was copied completely.")
    return owned


def _entry(store: ObjectStore, owner_key: str, share: str) -> Stored:
    for entry in _owner_records(store, owner_key):
        if entry.path.endswith(f"/{share}"):
            return entry
    raise ShareError("This owner key belongs to other shares, and not to this one.")


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("now must carry a time zone")
    return moment.astimezone(UTC)
