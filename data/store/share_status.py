"""What became of a share, as its owner sees it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from obstore.store import ObjectStore

from data.store import share_views
from data.store.object_store import Stored, objects, read
from data.store.share_record import Record, end, folder, read_record

State = Literal["live", "expired", "revoked", "damaged"]


@dataclass(frozen=True)
class Status:
    """What the owner sees of a share: `share` names it and opens nothing, `label` says whom it is for."""

    share: str
    level: str
    label: str
    created: datetime
    expires: datetime
    state: State
    views: int
    protected: bool


def status(store: ObjectStore, entry: Stored, now: datetime) -> Status:
    """What became of the share whose owner's record is `entry`. Raises StoreError."""
    share = entry.path.rpartition("/")[2]
    names = contents(store, share)
    public = read(store, f"{folder(share)}/record")
    record = read_record(read(store, entry.path)) or read_record(public) or _unknown_record(share, entry)
    return Status(
        share=share,
        level=record.level,
        label=record.label,
        created=record.created,
        expires=end(record, names),
        state=_state(record, public, names, now),
        views=share_views.total(names),
        protected=record.protected,
    )


def _state(record: Record, public: bytes | None, names: dict[str, int], now: datetime) -> State:
    if public is None:
        return "revoked"
    if now >= end(record, names):
        return "expired"
    if read_record(public) != record or names.get("payload") != record.size or "damaged" in names:
        return "damaged"
    return "live"


def _unknown_record(share: str, entry: Stored) -> Record:
    """What is left to say of a share both of whose records are damaged; it can be taken down all the same."""
    return Record(share, "", 0, "", "", entry.written, entry.written, protected=False)


def contents(store: ObjectStore, share: str) -> dict[str, int]:
    """What there is about a share, by its name in the share's folder, with the size of each."""
    place = f"{folder(share)}/"
    return {entry.path.removeprefix(place): entry.size for entry in objects(store, place.rstrip("/"))}
