"""Where shares are kept: a private local folder, or a bucket behind one URL, with the same promises for both.

An object is there completely or not at all, is never overwritten, and is kept for good when `write_new` returns: in a
folder as `data.store.local_folder` does it, in a bucket by one conditional PUT, which is as durable as the bucket.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from errno import EDQUOT, ENOSPC
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import AzureStore, GCSStore, LocalStore, ObjectStore, S3Store

from data.errors import LogError
from data.settings import Settings, variable
from data.store import local_folder

SETTING = variable("store")
PLAIN = re.compile(r"[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")


class StoreError(LogError):
    """The place where shares are kept cannot be used. Names no path: strangers read it."""


class NameTaken(StoreError):
    """There is an object of this name already, and it stays as it is."""


@dataclass(frozen=True)
class Stored:
    """An object as a listing shows it: its path, when it was written (by the store's clock), its bytes."""

    path: str
    written: datetime
    size: int


def open_store(url: str | None = None) -> ObjectStore:
    """The store at `url`, else at $TOPOFMIND_STORE, else in the folder ./shares.

    A path or file:///path is a local folder, made private. s3://bucket/prefix takes endpoint, region and keys
    from the environment (AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY …).
    gs://bucket/prefix and az://container/prefix are accepted and untested. The keys must allow listing, and
    a bucket that keeps old versions also keeps what was revoked. Raises StoreError.
    """
    place = url or os.environ.get(SETTING) or Settings.store
    parts = urlsplit(place)
    if len(parts.scheme) <= 1:  # no scheme, or a Windows drive letter
        return _folder(Path(place))
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise StoreError(f"{SETTING} holds more than a place. Put keys into the environment instead.")
    if parts.scheme == "file":
        return _folder(_file_path(parts))
    with _explain("could not be opened"):
        return _bucket(parts)


def write_new(store: ObjectStore, path: str, content: bytes) -> None:
    """Keep `content` under a name that is not taken yet. Raises NameTaken or another StoreError."""
    root = _root(store, path)
    with _explain("could not be written"):
        if root:
            local_folder.write_new(root, path, content)
        else:
            obstore.put(store, path, content, mode="create", use_multipart=False)


def read(store: ObjectStore, path: str) -> bytes | None:
    """The object's bytes, or None when there is no such object. Raises StoreError when the store fails."""
    with _explain("could not be read"):
        try:
            return bytes(obstore.get(store, path).bytes())
        except FileNotFoundError:
            return None


def size(store: ObjectStore, path: str) -> int | None:
    """The object's size in bytes without reading it, or None when there is no such object."""
    with _explain("could not be read"):
        try:
            return obstore.head(store, path)["size"]
        except FileNotFoundError:
            return None


def remove(store: ObjectStore, path: str) -> None:
    """Delete the object; fine when it is gone already. Needs no free space. Raises StoreError."""
    root = _root(store, path)
    with _explain("could not be changed"):
        if root:
            local_folder.remove(root / path)
        else:
            with suppress(FileNotFoundError):
                obstore.delete(store, path)


def objects(store: ObjectStore, below: str) -> Iterator[Stored]:
    """Every object whose path begins with the folders `below`. Raises StoreError."""
    with _explain("could not be listed"):
        for chunk in obstore.list(store, below):
            yield from (Stored(each["path"], each["last_modified"], each["size"]) for each in chunk)


def tidy(store: ObjectStore, below: str, before: datetime) -> int:
    """Delete what killed writers left in a local folder before then; a bucket keeps no such thing."""
    root = _root(store, below)
    with _explain("could not be changed"):
        return local_folder.tidy(root / below, before) if root else 0


def _folder(path: Path) -> LocalStore:
    try:
        place = path.expanduser().resolve()
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(place)
    except OSError as fault:
        reason = fault.strerror or "it cannot be opened"
        raise StoreError(f"The folder for shares cannot be used: {reason}. Check {SETTING}.") from fault


def _file_path(parts: SplitResult) -> Path:
    if parts.netloc:
        raise StoreError(f"{SETTING} is a file address with a host; write file:///folder with three slashes.")
    return Path(unquote(parts.path))


def _bucket(parts: SplitResult) -> ObjectStore:
    bucket, prefix = parts.netloc, parts.path.strip("/") or None
    if not bucket:
        raise StoreError(f"{SETTING} names no bucket; write {parts.scheme}://bucket/prefix.")
    match parts.scheme:
        case "s3":
            return _s3(bucket, prefix)
        case "gs":
            return GCSStore(bucket, prefix=prefix)
        case "az":
            return AzureStore(bucket, prefix=prefix)
    raise StoreError(
        f"{SETTING} starts with {parts.scheme}://; use a folder, file://, s3://, gs:// or az://."
    )


def _s3(bucket: str, prefix: str | None) -> S3Store:
    """Built by name: `from_url` with a configuration panics in obstore 0.12. A page waits seconds only."""
    endpoints = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
    plain = any(os.environ.get(name, "").startswith("http://") for name in endpoints)
    return S3Store(
        bucket,
        prefix=prefix,
        client_options={"allow_http": plain, "connect_timeout": "5s", "timeout": "30s"},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
    )


def _root(store: ObjectStore, path: str) -> Path | None:
    """The folder that this store is, if it is one. A path of anything but plain names is a mistake of ours."""
    if not PLAIN.fullmatch(path):
        raise ValueError(f"not a path in the store: {path!r}")
    return Path(store.prefix) if isinstance(store, LocalStore) and store.prefix is not None else None


@contextmanager
def _explain(what: str) -> Iterator[None]:
    """The one door through which the store's errors leave."""
    try:
        yield
    except (AlreadyExistsError, FileExistsError) as fault:
        raise NameTaken("This name is taken, and nothing was overwritten. Try again.") from fault
    except (BaseError, OSError) as fault:
        raise StoreError(f"The place where shares are kept {what}: {_reason(fault)}.") from fault


def _reason(fault: Exception) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"it is not there. Check {SETTING}"
    if isinstance(fault, PermissionDeniedError | UnauthenticatedError | PermissionError):
        return f"access is refused. Check the permissions or keys of {SETTING}"
    if isinstance(fault, OSError) and fault.errno in (ENOSPC, EDQUOT):
        return "it is full. Free some space and try again"
    return "it does not answer as it should. Try again in a minute"
