"""Where shares are kept: a private local folder, or a bucket behind one URL, with the same promises for both.

An object is there completely or not at all, is never overwritten, and is on disk when `write_new` returns.
obstore's local store writes a file beside the name and links it into place, so a kill leaves no half object;
it neither fsyncs nor sets permissions, so both are added here. A disk that lies about fsync can still lose
what it acknowledged. A bucket gets one conditional PUT, and is as durable as the bucket is.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from errno import ENOSPC
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import AzureStore, GCSStore, LocalStore, ObjectStore, S3Store

from data.errors import LogError
from data.settings import Settings, variable

SETTING = variable("store")


class StoreError(LogError):
    """The place where shares are kept cannot be used. Names no path: strangers read it."""


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
    with _explained("could not be opened"):
        return _bucket(parts)


def write_new(store: ObjectStore, path: str, content: bytes) -> None:
    """Keep `content` under a name that is not taken yet. Raises StoreError; nothing is overwritten then."""
    with _explained("could not be written"):
        file = _local(store, path)
        if file:
            _private_folders(store, file)
        obstore.put(store, path, content, mode="create", use_multipart=False)
        if file:
            _settle(file)


def read(store: ObjectStore, path: str) -> bytes | None:
    """The object's bytes, or None when there is no such object. Raises StoreError when the store fails."""
    with _explained("could not be read"):
        try:
            return bytes(obstore.get(store, path).bytes())
        except FileNotFoundError:
            return None


def size(store: ObjectStore, path: str) -> int | None:
    """The object's size in bytes without reading it, or None when there is no such object."""
    with _explained("could not be read"):
        try:
            return obstore.head(store, path)["size"]
        except FileNotFoundError:
            return None


def remove(store: ObjectStore, path: str) -> None:
    """Delete the object; fine when it is gone already. Needs no free space."""
    with _explained("could not be changed"):
        try:
            obstore.delete(store, path)
        except FileNotFoundError:
            return
        if file := _local(store, path):
            _flush_names(file.parent)


def names(store: ObjectStore, folder: str) -> Iterator[tuple[str, datetime]]:
    """Path and time of writing (UTC, by the store's clock) of every object in `folder`."""
    with _explained("could not be listed"):
        for chunk in obstore.list(store, folder):
            yield from ((entry["path"], entry["last_modified"]) for entry in chunk)


def remove_unfinished(store: ObjectStore, folder: str, before: datetime) -> int:
    """Delete what killed writers left in a local `folder`: `name#1`, which the store itself never lists."""
    root, gone = _local(store, folder), 0
    with _explained("could not be changed"):
        for file in root.rglob("*#*") if root else ():
            with suppress(FileNotFoundError):  # a writer at work has just finished it
                if file.stat().st_mtime < before.timestamp():
                    file.unlink()
                    gone += 1
    return gone


def _folder(path: Path) -> LocalStore:
    try:
        folder = path.expanduser().resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LocalStore(folder)
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


def _local(store: ObjectStore, path: str) -> Path | None:
    if isinstance(store, LocalStore) and store.prefix is not None:
        return Path(store.prefix, path)
    return None


def _private_folders(store: ObjectStore, file: Path) -> None:
    """Make the folders before the file, so that nobody else can open it even before its own mode is set."""
    root = _local(store, "")
    for folder in reversed([parent for parent in file.parents if root in parent.parents]):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            _flush_names(folder.parent)


def _settle(file: Path) -> None:
    """Private, and on the disk: first the content, then the name."""
    file.chmod(0o600)
    with file.open("rb+") as content:
        os.fsync(content.fileno())
    _flush_names(file.parent)


def _flush_names(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened to be flushed
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """The one door through which the store's errors leave."""
    try:
        yield
    except (BaseError, OSError) as fault:
        raise StoreError(f"The place where shares are kept {what}: {_reason(fault)}.") from fault


def _reason(fault: Exception) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"it is not there. Check {SETTING}"
    if isinstance(fault, AlreadyExistsError):
        return "that name is taken, and nothing was overwritten. Try again"
    if isinstance(fault, PermissionDeniedError | UnauthenticatedError | PermissionError):
        return f"access is refused. Check the permissions or keys of {SETTING}"
    if f"os error {ENOSPC}" in str(fault) or getattr(fault, "errno", None) == ENOSPC:
        return "it is full. Free some space and try again"
    return "it does not answer as it should. Try again in a minute"
