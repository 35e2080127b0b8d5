"""How often a share was opened, counted by any number of processes at once.

Each process keeps its own count in the name of an empty object, `views/<process>-<count>`: it puts the next one up
before it takes the last one down, so a kill loses nothing, and none waits for another. The sum of the greatest of
each process is the number of views.
"""

import re
import secrets
from collections import Counter
from collections.abc import Iterable
from threading import Lock

from obstore.store import ObjectStore

from data.store.object_store import remove, write_new
from data.store.share_record import folder

_PROCESS = secrets.token_hex(8)
_NAME = re.compile(r"views/([0-9a-f]{16})-([0-9]+)")
_counts: Counter[str] = Counter()
_lock = Lock()


def count(store: ObjectStore, share: str) -> None:
    """Add one view. Raises StoreError; the next one that succeeds makes up for it."""
    with _lock:
        _counts[share] += 1
        count = _counts[share]
    write_new(store, _path(share, count), b"")
    remove(store, _path(share, count - 1))


def total(names: Iterable[str]) -> int:
    """The number of views, given the names of what is in the share's folder."""
    greatest: dict[str, int] = {}
    for found in filter(None, map(_NAME.fullmatch, names)):
        greatest[found[1]] = max(int(found[2]), greatest.get(found[1], 0))
    return sum(greatest.values())


def _path(share: str, count: int) -> str:
    return f"{folder(share)}/views/{_PROCESS}-{count}"
