"""A disk that fails on request: it stands between the code and the operating system's calls that change files.

The calls are real and go to a real folder. Before the one with a given number, the disk fails (that one call, or
every one from then on) or the power goes: then nothing more happens, and what was never flushed is lost. Flushing
a file keeps its content; flushing a folder keeps the names in it, given and taken away.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EIO
from pathlib import Path
from typing import Any

import pytest

CALLS = ("open", "write", "fsync", "link", "unlink", "mkdir")


class PowerCut(BaseException):
    """Nothing catches it, as nothing runs on without power."""


class Disk:
    """What was asked of the disk, and what of it is not safe yet."""

    def __init__(self, folder: Path, attic: Path) -> None:
        """folder: where the files are. attic: a new folder for what was deleted and may come back."""
        self.calls = 0
        self._folder, self._attic = folder, attic
        attic.mkdir()
        self._content: set[int] = set()  # files by inode
        self._names: dict[
            int, list[Callable[[], None]]
        ] = {}  # by the inode of their folder: how to undo each
        self._real = {name: getattr(os, name) for name in CALLS}

    @contextmanager
    def failing(self, before: int, *, always: bool) -> Iterator[None]:
        """The call with this number fails, or every one from it on."""

        def fail() -> None:
            if self.calls == before or (always and self.calls > before):
                raise OSError(EIO, os.strerror(EIO))

        yield from self._between(fail)

    @contextmanager
    def losing_power(self, before: int) -> Iterator[None]:
        """The power goes before the call with this number."""

        def fail() -> None:
            if self.calls >= before:
                raise PowerCut

        yield from self._between(fail)

    def lose(self, *, content: bool, names: bool) -> None:
        """What a power cut takes away of all that was never flushed: content, names, or both."""
        for file in [path for path in self._folder.rglob("*") if path.is_file()] if content else ():
            if file.stat().st_ino in self._content:
                os.truncate(file, 0)
        for undo in reversed([undo for undos in self._names.values() for undo in undos] if names else []):
            undo()

    def _between(self, fail: Callable[[], None]) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._watched(name, fail))
            yield

    def _watched(self, name: str, fail: Callable[[], None]) -> Callable[..., Any]:
        def call(*arguments: Any, **rest: Any) -> Any:
            self.calls += 1
            fail()
            if name == "unlink":
                self._unlinking(Path(arguments[0]))
            result = self._real[name](*arguments, **rest)
            self._note(name, arguments, result)
            return result

        return call

    def _note(self, name: str, arguments: tuple[Any, ...], result: Any) -> None:
        if name == "open" and arguments[1] & os.O_CREAT:
            self._content.add(os.fstat(result).st_ino)
            self._named(Path(arguments[0]))
        elif name == "fsync":
            inode = os.fstat(arguments[0]).st_ino
            self._content.discard(inode)
            self._names.pop(inode, None)
        elif name in ("link", "mkdir"):
            self._named(Path(arguments[-1] if name == "link" else arguments[0]))

    def _named(self, path: Path) -> None:
        remove = shutil.rmtree if path.is_dir() else self._real["unlink"]
        self._later(path, lambda: remove(path) if path.exists() else None)

    def _unlinking(self, path: Path) -> None:
        kept = self._attic / str(self.calls)
        self._real["link"](path, kept)
        self._later(path, lambda: self._real["link"](kept, path) if path.parent.exists() else None)

    def _later(self, path: Path, undo: Callable[[], None]) -> None:
        self._names.setdefault(path.parent.stat().st_ino, []).append(undo)
