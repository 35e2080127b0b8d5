"""Where shares are kept: a private local folder, or a bucket behind one URL, with the same promises for both.

An object is there completely or not at all, is never overwritten, and is on disk when `write_new` returns.
obstore's local store writes a file beside the name and links it into place, so a kill leaves no half object;
it neither fsyncs nor sets permissions, so both are added here. A disk that lies about fsync can still lose
what it acknowledged. A bucket gets one conditional PUT, and is as durable as the bucket is.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import AzureStore, GCSStore, LocalStore, ObjectStore, S3Store

from data.errors import LogError

SETTING = "TOPOFMIND_STORE"
DEFAULT = "./shares"


class StoreError(LogError):
    """The place where shares are kept cannot be used. Names no path: strangers read it."""


def open_store(url: str | None = None) -> ObjectStore:
    """The store at `url`, else at $TOPOFMIND_STORE, else in the folder ./shares.

    A path or file:///path is a local folder, made private. s3://bucket/prefix takes endpoint, region and keys
    from the environment (AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY …).
    gs://bucket/prefix and az://container/prefix are accepted and untested. Raises StoreError.
    """
    place = url or os.environ.get(SETTING) or DEFAULT
    parts = urlsplit(place)
    if "@" in parts.netloc or parts.query:
        raise StoreError(f"{SETTING} holds a key or a query. Put keys into the environment instead.")
    if parts.scheme == "file":
        return _folder(_file_path(parts))
    if len(parts.scheme) <= 1:  # no scheme, or a Windows drive letter
        return _folder(Path(place))
    with _explained("could not be opened"):
        return _bucket(parts)


def write_new(store: ObjectStore, path: str, content: bytes) -> None:
    """Keep `content` under a name that is not taken yet. Raises StoreError; nothing is overwritten then."""
    with _explained("could not be written", missing_too=True):
        file = _local(store, path)
        if file:
            _private_folders(file, store)
        obstore.put(store, path, content, mode="create", use_multipart=False)
        if file:
            file.chmod(0o600)
            _flush(file)
            _flush_names(file)


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
            _flush_names(file)


def names(store: ObjectStore, folder: str) -> Iterator[tuple[str, datetime]]:
    """Path and time of writing (UTC, by the store's clock) of every object in `folder`."""
    with _explained("could not be listed"):
        for chunk in obstore.list(store, folder):
            yield from ((entry["path"], entry["last_modified"]) for entry in chunk)


def unfinished(store: ObjectStore, before: datetime) -> list[Path]:
    """Files that a killed writer left in a local folder (`name#1`: the store itself never lists them)."""
    if not isinstance(store, LocalStore) or store.prefix is None:
        return []
    left = (file for file in Path(store.prefix).rglob("*#*") if re.search(r"#\d+$", file.name))
    return [file for file in left if file.stat().st_mtime < before.timestamp()]


def _folder(path: Path) -> LocalStore:
    folder = path.expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise StoreError(
            f"The folder for shares cannot be used: {fault.strerror}. Check {SETTING}."
        ) from fault
    return LocalStore(folder, mkdir=True)


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


def _private_folders(file: Path, store: ObjectStore) -> None:
    """Make the folders before the file, so that nobody else can open it even before its own mode is set."""
    root = _local(store, "")
    ours = [folder for folder in file.parents if root in folder.parents]
    for folder in reversed(ours):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush_names(file: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened to be flushed
        _flush(file.parent)
        _flush(file.parent.parent)


@contextmanager
def _explained(what: str, *, missing_too: bool = False) -> Iterator[None]:
    """The one door through which the store's errors leave. A missing object is one only if `missing_too`."""
    try:
        yield
    except FileNotFoundError as fault:
        if not missing_too:
            raise
        raise StoreError(
            f"The place where shares are kept {what}: it is not there. Check {SETTING}."
        ) from fault
    except (BaseError, OSError) as fault:
        raise StoreError(f"The place where shares are kept {what}: {_reason(fault)}.") from fault


def _reason(fault: Exception) -> str:
    if isinstance(fault, AlreadyExistsError):
        return "that name is taken, and nothing was overwritten. Try again"
    if isinstance(fault, PermissionDeniedError | UnauthenticatedError | PermissionError):
        return f"access is refused. Check the permissions or keys of {SETTING}"
    if "os error 28" in str(fault) or getattr(fault, "errno", None) == 28:
        return "it is full. Free some space and try again"
    return "it does not answer as it should. Try again in a minute"
