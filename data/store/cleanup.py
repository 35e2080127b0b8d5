"""What no share needs any more is deleted: bytes of expired ones, leftovers of killed publications, old records."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from obstore.store import ObjectStore

from data.store import password_attempts
from data.store.object_store import Stored, objects, read, remove, tidy
from data.store.share_record import ROOT, end, moment_of, read_record

GRACE = timedelta(hours=1)
"""How long a publication may take, and how far apart the clocks of two hosts may be."""
REMEMBERED = timedelta(days=90)
"""How long after its end the owner still sees what became of a share."""


def delete_expired(store: ObjectStore, now: datetime) -> int:
    """Delete it and return how many objects went. Nothing younger than an hour: it may be under way.

    A share that no owner's record names was never finished, or could not be taken down; it goes. Raises StoreError.
    """
    now = now.astimezone(UTC)
    held: dict[str, dict[str, Stored]] = defaultdict(dict)
    for entry in objects(store, f"{ROOT}/shares"):
        share, _, name = entry.path.removeprefix(f"{ROOT}/shares/").partition("/")
        held[share][name] = entry
    owned = {entry.path.rpartition("/")[2]: entry for entry in objects(store, f"{ROOT}/owners")}
    gone = [
        entry.path
        for share in held.keys() | owned.keys()
        for entry in _needless(store, held.get(share, {}), owned.get(share), now)
    ]
    for path in gone:
        remove(store, path)
    return len(gone) + tidy(store, ROOT, now - GRACE)


def _needless(
    store: ObjectStore, held: dict[str, Stored], owners: Stored | None, now: datetime
) -> Iterator[Stored]:
    """What can go of one share, payload first."""
    parts = [entry for entry in (held.get("payload"), held.get("record"), owners) if entry]
    newest = max((entry.written for entry in parts or held.values()), default=now)
    if newest >= now - GRACE:
        return
    ended = _end(store, held, owners, newest)
    if owners is None or ended + REMEMBERED < now:
        yield from (*parts, *(entry for entry in held.values() if entry not in parts))
    else:
        if "payload" in held and ("record" not in held or ended + GRACE < now):
            yield held["payload"]
        yield from _old_tries(held, now)


def _end(store: ObjectStore, held: dict[str, Stored], owners: Stored | None, newest: datetime) -> datetime:
    """When the share ends by either record; where neither can be read nobody can open it, and it is over."""
    for entry in (owners, held.get("record")):
        if entry and (record := read_record(read(store, entry.path))):
            return end(record, held)
    return newest


def _old_tries(held: dict[str, Stored], now: datetime) -> Iterator[Stored]:
    for name, entry in held.items():
        at = moment_of(name.removeprefix("tries/")) if name.startswith("tries/") else None
        if at and at + password_attempts.REMEMBERED < now:
            yield entry
