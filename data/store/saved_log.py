"""A saved log: a workspace that is encrypted before it is stored and opens only with the key file of its owner.

    v1/kept/<SHA-256 of place>/<version>   nonce, and the workspace under AES-256-GCM

The key file holds the place and the key; the store sees ciphertext, the hash of the place, a size and a time.
Nothing is overwritten: a newer version is written beside the one before it and counts from the moment it is
there, so a kill at any point leaves the one or the other. AES-GCM finds every changed byte.
"""

import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from obstore.store import ObjectStore

from data.errors import LogError
from data.store.object_store import Stored, StoreError, objects, read, remove, tidy, write_new
from data.store.workspace import Workspace, pack, unpack

KEPT_DAYS = 90
"""Days without use after which a saved log is deleted; to restore it or to change it is use."""

ROOT = "v1/kept"
GRACE = timedelta(hours=1)  # how long a write may take before what it left is called an orphan
NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM; drawn anew for every version
WRITTEN = re.compile(r"^(place|key|check): *([A-Za-z0-9_-]+)\s*$", re.MULTILINE)


class SavedLogError(LogError):
    """Something about a saved log that the person can fix."""


class NoKey(SavedLogError):
    """The uploaded file is no key file, or not all of one."""


class SavedLogGone(SavedLogError):
    """Nothing is saved in this place: deleted, expired, or never there."""

    def __init__(self) -> None:
        super().__init__(
            f"Nothing is kept under this key: it was deleted, or not used for {KEPT_DAYS} days. "
            "Bring your file itself, and keep it anew if you like."
        )


class SavedLogDamaged(SavedLogError):
    """The stored bytes are not the ones that were written."""

    def __init__(self) -> None:
        super().__init__(
            "The kept copy is damaged and can't be opened. Delete it, and bring your file itself."
        )


class SavedElsewhere(SavedLogError):
    """Another tab or device has written since this one last read or wrote."""

    def __init__(self) -> None:
        super().__init__(
            "The kept copy was changed in another tab or on another device, so this tab left it as it is. "
            "Bring the key file again to go on from that copy."
        )


@dataclass(frozen=True)
class SavedLog:
    """Where a workspace is saved and what opens it; `version` is the last one that its holder read or wrote."""

    place: str = field(repr=False)
    key: str = field(repr=False)
    version: int = 0

    @property
    def folder(self) -> str:
        """What the store sees of the place."""
        return f"{ROOT}/{sha256(self.place.encode()).hexdigest()}"

    @property
    def path(self) -> str:
        """The object of this version."""
        return f"{self.folder}/{self.version:08}"


@dataclass(frozen=True)
class Receipt:
    """What was deleted, and when; nothing in it opens or finds anything."""

    size: int
    at: datetime

    def as_text(self) -> str:
        """The receipt as a person reads and files it."""
        return (
            f"Your kept log, {self.size:,} encrypted bytes, was deleted on {self.at:%Y-%m-%d} at {self.at:%H:%M} UTC. "
            "Nothing of it is left where logs are kept, and its key file opens nothing any more."
        )


def save_log(store: ObjectStore, workspace: Workspace) -> SavedLog:
    """Store a workspace under a new key, of which this is the only copy. Raises StoreError; nothing is saved then."""
    saved = SavedLog(_text(secrets.token_bytes(32)), _text(AESGCM.generate_key(bit_length=256)), version=1)
    write_new(store, saved.path, _encrypt(saved, workspace))
    return saved


def update_log(store: ObjectStore, saved: SavedLog, workspace: Workspace) -> SavedLog:
    """Put a newer version in the place of the one that `saved` last saw.

    Raises SavedLogGone, SavedElsewhere or StoreError; what was saved stays as it was then.
    """
    before = _versions(store, saved)
    if not before:
        raise SavedLogGone
    if max(before) != saved.version:
        raise SavedElsewhere
    newer = replace(saved, version=saved.version + 1)
    write_new(store, newer.path, _encrypt(newer, workspace))
    after = _versions(store, saved)
    if saved.version not in after and max(after, default=0) <= newer.version:
        remove(store, newer.path)  # it was deleted while this was written, and must not come back
        raise SavedLogGone
    with suppress(StoreError):  # the newer one counts already; `delete_unused` gets what stays
        for entry in before.values():
            remove(store, entry.path)
    return newer


def restore_log(
    store: ObjectStore, saved: SavedLog, *, now: datetime
) -> tuple[SavedLog, Workspace, datetime]:
    """The latest version, what it holds, and when it was written.

    Raises SavedLogGone, SavedLogDamaged, NewerWorkspace, or StoreError when the store does not answer.
    """
    there = _versions(store, saved)
    latest = replace(saved, version=max(there, default=0))
    if not there or _unused(there[latest.version], now):
        raise SavedLogGone
    sealed = read(store, latest.path)
    if sealed is None:
        raise SavedLogGone
    return latest, _decrypt(latest, sealed), there[latest.version].written


def delete_log(store: ObjectStore, saved: SavedLog, *, now: datetime) -> Receipt:
    """Delete every version at once; no space is needed. Raises SavedLogGone, or StoreError while a byte may be left."""
    sizes: dict[str, int] = {}
    while there := _versions(store, saved):  # again, because another tab may be writing one
        for entry in there.values():
            remove(store, entry.path)
            sizes[entry.path] = entry.size
    tidy(store, saved.folder, now + GRACE)  # and what a killed writer left
    if not sizes:
        raise SavedLogGone
    return Receipt(sum(sizes.values()), now)


def delete_unused(store: ObjectStore, now: datetime) -> int:
    """Delete what was not used for KEPT_DAYS days and what killed writers left. Returns how many objects went."""
    unused = [entry.path for entry in objects(store, ROOT) if _unused(entry, now)]
    for path in unused:
        remove(store, path)
    return len(unused) + tidy(store, ROOT, now - GRACE)


def write_key_file(saved: SavedLog) -> str:
    """The small text that the person keeps, and nobody else has."""
    return (
        "Top of Mind: the key to your kept log.\n"
        "Bring this file to the Log page to have your log back or to delete it. Whoever has it can do both, and "
        "without it nobody can: keep it safe, and to yourself.\n\n"
        f"place: {saved.place}\n"
        f"key: {saved.key}\n"
        f"check: {_check(saved.place, saved.key)}\n"
    )


def read_key_file(content: bytes) -> SavedLog:
    """The place and the key in a key file. Raises NoKey, which says what is wrong with the file."""
    found = dict(WRITTEN.findall(content.decode(errors="replace")))
    if "place" not in found or "key" not in found:
        raise NoKey(
            "This file holds no key to a kept log. Bring the text file that you got when you kept it."
        )
    if found.get("check") != _check(found["place"], found["key"]):
        raise NoKey(
            "This key file was changed or cut off: its parts don't belong together. Bring the original."
        )
    return SavedLog(found["place"], found["key"])


def _versions(store: ObjectStore, saved: SavedLog) -> dict[int, Stored]:
    return {int(entry.path.rpartition("/")[2]): entry for entry in objects(store, saved.folder)}


def _unused(entry: Stored, now: datetime) -> bool:
    return now - entry.written > timedelta(days=KEPT_DAYS)


def _encrypt(saved: SavedLog, workspace: Workspace) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(saved).encrypt(nonce, pack(workspace), saved.path.encode())


def _decrypt(saved: SavedLog, sealed: bytes) -> Workspace:
    try:
        return unpack(_cipher(saved).decrypt(sealed[:NONCE], sealed[NONCE:], saved.path.encode()))
    except (InvalidTag, ValueError) as fault:  # ValueError: too short to hold a nonce
        raise SavedLogDamaged from fault


def _cipher(saved: SavedLog) -> AESGCM:
    return AESGCM(urlsafe_b64decode(f"{saved.key}="))


def _text(secret: bytes) -> str:
    """32 bytes as 43 letters: the last of the 44 is always an equals sign."""
    return urlsafe_b64encode(secret).decode().rstrip("=")


def _check(place: str, key: str) -> str:
    """Finds a key file that was cut or mistyped."""
    return sha256(f"{place} {key}".encode()).hexdigest()[:8]
