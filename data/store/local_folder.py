"""A local folder that keeps what it acknowledged: private files, each complete or absent, on the disk on return.

A file is written under a name that no listing shows (`name#123`), flushed, and then linked to its own name, which
fails where that is taken; last the folder is flushed. A kill or a power cut at any point leaves the file whole
or not there, and perhaps a leftover for `tidy`. A disk that lies about flushing can still lose it.
"""

import os
import secrets
from contextlib import suppress
from datetime import datetime
from errno import EEXIST, ENOTEMPTY
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_new(root: Path, path: str, content: bytes) -> None:
    """Keep `content` at `path` below `root`. Raises FileExistsError or another OSError; nothing is overwritten."""
    file = root / path
    _make_folders(root, file.parent)
    unfinished = file.with_name(f"{file.name}#{secrets.randbelow(10**12)}")
    try:
        _write(unfinished, content)
        os.link(unfinished, file)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
    _flush(file.parent)


def remove(file: Path) -> None:
    """Delete the file for good; fine when it is gone already. Needs no free space. Raises OSError."""
    with suppress(FileNotFoundError):
        file.unlink()
        _flush(file.parent)


def tidy(folder: Path, before: datetime) -> int:
    """Delete what killed writers left, and empty folders, if older than `before`; how many files went."""
    gone = 0
    for path in sorted(folder.rglob("*"), reverse=True):  # what a folder holds before the folder itself
        with suppress(FileNotFoundError):  # a writer at work has just finished it
            if path.stat().st_mtime >= before.timestamp():
                continue
            if path.is_dir():
                _remove_empty(path)
            elif "#" in path.name:
                path.unlink()
                gone += 1
    return gone


def _make_folders(root: Path, folder: Path) -> None:
    """Private before the first file is in them, so that nobody else can open one even for a moment."""
    for missing in reversed([each for each in (folder, *folder.parents) if root in each.parents]):
        if not missing.is_dir():
            missing.mkdir(mode=0o700, exist_ok=True)
            _flush(missing.parent)


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, _NEW, 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _flush(folder: Path) -> None:
    """Put the names in the folder on the disk; elsewhere than on POSIX a folder cannot be opened for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as fault:
        if fault.errno not in (ENOTEMPTY, EEXIST):
            raise
