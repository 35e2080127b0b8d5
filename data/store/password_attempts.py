"""Wrong passwords, remembered in the store: who guesses has to wait, in every process and after a restart.

Five a day are free; after that one waits a minute, then two, then four, up to an hour, before the next one counts.
A try is written down before it is made, as an empty object, and deleted again if it was right.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from obstore.store import ObjectStore

from data.store.object_store import objects, write_new
from data.store.share_record import folder, moment, moment_of

FREE = 5
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
REMEMBERED = timedelta(days=1)


def wait(store: ObjectStore, share: str, now: datetime) -> timedelta:
    """How long nobody may try a password on this share; zero or less when one may."""
    names = (each.path.rpartition("/")[2] for each in objects(store, f"{folder(share)}/tries"))
    return _pause(filter(None, map(moment_of, names)), now)


def note(store: ObjectStore, share: str, now: datetime) -> str:
    """Write down that a password is about to be tried; the path of the note. Raises StoreError."""
    path = f"{folder(share)}/tries/{moment(now)}-{secrets.token_hex(8)}"
    write_new(store, path, b"")
    return path


def _pause(tried: Iterable[datetime], now: datetime) -> timedelta:
    recent = sorted(at for at in tried if now - at < REMEMBERED)
    beyond = len(recent) - FREE
    if beyond < 0:
        return timedelta()
    pause = min(FIRST * (1 << min(beyond, 10)), LONGEST)
    return recent[-1] + pause - now
