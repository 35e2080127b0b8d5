"""A disk that is full, broken or without power at any moment: each share is complete or absent, and stays so."""

import json
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from obstore.store import ObjectStore

from data.store.cleanup import delete_expired
from data.store.object_store import StoreError, open_store
from data.store.shares import NewShare, extend, fetch, is_live, list_shares, revoke
from tests.disk import Disk, PowerCut
from tests.paths import ROOT
from tests.sharing import GONE, SNAPSHOT, paths, seen, up

pytestmark = [
    pytest.mark.usefixtures("unhurried"),
    pytest.mark.skipif(os.name != "posix", reason="elsewhere folders are not flushed"),
]
NOW = datetime.now(UTC)
LATER = NOW + timedelta(hours=2)
TOKEN = "A" * 43  # of the share that is being published when the disk fails


class Scene(NamedTuple):
    """A folder with one share, and a disk below it."""

    store: ObjectStore
    folder: Path
    disk: Disk
    first: NewShare


@pytest.fixture
def scenes(tmp_path: Path) -> Iterator[Scene]:
    """Any number of them, each as if it were the only one."""

    def made() -> Iterator[Scene]:
        while True:
            folder, attic = tmp_path / "shares", tmp_path / "attic"
            store = open_store(str(folder))
            first = up(store, now=NOW)
            yield Scene(store, folder, Disk(folder, attic), first)
            shutil.rmtree(folder)
            shutil.rmtree(attic)

    return made()


Change = Callable[[Scene], object]


def publish(scene: Scene) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_urlsafe", lambda _: TOKEN)
        up(scene.store, now=NOW, owner_key=scene.first.owner_key)


def take_down(scene: Scene) -> None:
    revoke(scene.store, scene.first.owner_key, scene.first.share)


def prolong(scene: Scene) -> None:
    extend(scene.store, scene.first.owner_key, scene.first.share, 90, NOW)


def each_failure(scenes: Iterator[Scene], change: Change, *, always: bool) -> Iterator[tuple[Scene, bool]]:
    """The scene after the disk has failed at its first, second … last call, and whether the change went through."""
    for at, scene in enumerate(scenes, 1):
        done = True
        with scene.disk.failing(at, always=always):
            try:
                change(scene)
            except StoreError:
                done = False
        if scene.disk.calls < at:
            assert at > 3
            return
        yield scene, done


def each_power_cut(
    scenes: Iterator[Scene], change: Change, *, content: bool, names: bool
) -> Iterator[tuple[Scene, bool]]:
    """The scene after the power went at each moment, the one after the last call included."""
    for at, scene in enumerate(scenes, 1):
        done = True
        with scene.disk.losing_power(at):
            try:
                change(scene)
            except PowerCut:
                done = False
        scene.disk.lose(content=content, names=names)
        yield scene, done
        if done:
            assert at > 3
            return


def states(scene: Scene) -> list[str]:
    return [status.state for status in list_shares(scene.store, scene.first.owner_key, now=NOW)]


LOSSES = pytest.mark.parametrize(
    ("content", "names"),
    [(False, False), (True, False), (False, True), (True, True)],
    ids=["killed", "content lost", "names lost", "both lost"],
)
FAILURES = pytest.mark.parametrize("always", [False, True], ids=["once", "from then on"])


@FAILURES
def test_a_publication_that_fails_anywhere_is_absent_or_complete(
    scenes: Iterator[Scene], always: bool
) -> None:
    for scene, done in each_failure(scenes, publish, always=always):
        assert seen(scene.store, TOKEN, NOW) in ([SNAPSHOT.hex()] if done else [GONE, SNAPSHOT.hex()])
        assert states(scene) in ([["live"] * 2] if done else [["live"], ["live"] * 2])
        assert fetch(scene.store, scene.first.token, now=NOW) == SNAPSHOT


def test_a_publication_that_failed_leaves_nothing_behind(scenes: Iterator[Scene]) -> None:
    for scene, done in each_failure(scenes, publish, always=False):
        assert len(paths(scene.store)) == (6 if done else 3)


@FAILURES
def test_what_any_failure_leaves_is_swept(scenes: Iterator[Scene], always: bool) -> None:
    for scene, _ in each_failure(scenes, publish, always=always):
        live = seen(scene.store, TOKEN, NOW) != GONE and len(states(scene)) == 2
        delete_expired(scene.store, LATER)
        assert len(paths(scene.store)) == (6 if live else 3)
        assert list(scene.folder.rglob("*#*")) == []


@FAILURES
def test_a_revocation_that_fails_says_so_and_works_when_repeated(
    scenes: Iterator[Scene], always: bool
) -> None:
    for scene, done in each_failure(scenes, take_down, always=always):
        assert not (done and is_live(scene.store, scene.first.token, now=NOW))
        assert seen(scene.store, scene.first.token, NOW) in (GONE, SNAPSHOT.hex())
        take_down(scene)
        assert seen(scene.store, scene.first.token, NOW) == GONE


@FAILURES
def test_an_extension_that_fails_harms_nothing(scenes: Iterator[Scene], always: bool) -> None:
    for scene, done in each_failure(scenes, prolong, always=always):
        assert fetch(scene.store, scene.first.token, now=NOW) == SNAPSHOT
        assert is_live(scene.store, scene.first.token, now=scene.first.expires) or not done


@LOSSES
def test_no_power_cut_leaves_half_a_publication(scenes: Iterator[Scene], content: bool, names: bool) -> None:
    for scene, done in each_power_cut(scenes, publish, content=content, names=names):
        assert seen(scene.store, TOKEN, NOW) in ([SNAPSHOT.hex()] if done else [GONE, SNAPSHOT.hex()])
        assert set(states(scene)) == {"live"}
        assert fetch(scene.store, scene.first.token, now=NOW) == SNAPSHOT


@LOSSES
def test_no_power_cut_brings_back_what_was_revoked(
    scenes: Iterator[Scene], content: bool, names: bool
) -> None:
    for scene, done in each_power_cut(scenes, take_down, content=content, names=names):
        shown = seen(scene.store, scene.first.token, NOW)
        assert shown == GONE if done else shown in (GONE, SNAPSHOT.hex())
        assert not done or len(paths(scene.store)) == 1


@LOSSES
def test_no_power_cut_loses_an_extension(scenes: Iterator[Scene], content: bool, names: bool) -> None:
    for scene, done in each_power_cut(scenes, prolong, content=content, names=names):
        assert fetch(scene.store, scene.first.token, now=NOW) == SNAPSHOT
        assert is_live(scene.store, scene.first.token, now=scene.first.expires) or not done


@pytest.fixture
def no_room() -> Iterator[None]:
    """No file can hold more than 100 bytes, as on a disk that is nearly full."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def nearly_full(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[ObjectStore, NewShare]:
    """A folder with a share, on such a disk."""
    store = open_store(str(tmp_path))
    share = up(store, now=NOW)
    request.getfixturevalue("no_room")
    return store, share


def test_revoking_and_extending_work_on_a_full_disk(nearly_full: tuple[ObjectStore, NewShare]) -> None:
    store, share = nearly_full
    assert extend(store, share.owner_key, share.share, 90, NOW) > share.expires
    revoke(store, share.owner_key, share.share)
    assert seen(store, share.token, NOW) == GONE
    assert list_shares(store, share.owner_key, now=NOW)[0].state == "revoked"


@pytest.mark.parametrize("payload", [SNAPSHOT, b"fits, its record does not"], ids=["payload", "record"])
def test_publishing_on_a_full_disk_says_so_and_leaves_nothing(
    nearly_full: tuple[ObjectStore, NewShare], payload: bytes
) -> None:
    store, share = nearly_full
    before = paths(store)
    with pytest.raises(StoreError, match="could not be written"):
        up(store, payload, now=NOW)
    assert paths(store) == before
    assert fetch(store, share.token, now=NOW) == SNAPSHOT


ON_A_SMALL_DISK = """
import json, os, sys
from datetime import UTC, datetime
from data.store.shares import *
from data.store.object_store import StoreError, open_store

store, now = open_store(sys.argv[1]), datetime.now(UTC)
up = lambda key=None: publish(store, os.urandom(40_000), owner_key=key, level="numbers", now=now)
first = up()
kept, told = [first], None
while not told:
    try:
        kept.append(up(first.owner_key))
    except StoreError as error:
        told = str(error)
opened = sum(len(fetch(store, share.token, now=now)) == 40_000 for share in kept)
with open(sys.argv[1] + "/ballast", "wb", buffering=0) as rest:
    try:
        while rest.write(b"x" * 512):
            pass
    except OSError:
        pass
until = extend(store, first.owner_key, first.share, 90, now)
for share in kept:
    revoke(store, share.owner_key, share.share)
gone = sum(not is_live(store, share.token, now=now) for share in kept)
again = is_live(store, up(first.owner_key).token, now=now)
print(json.dumps([told, len(kept) > 3, opened == len(kept), until > first.expires, gone == len(kept), again]))
"""


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """One of 400 kB, filled to the last byte: it says so, shows what is up, extends, revokes, and goes on."""
    script = f'mount -t tmpfs -o size=400k none {tmp_path} && exec {sys.executable} -c "$0" {tmp_path}'
    apart = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    if (
        not shutil.which("unshare")
        or subprocess.run([*apart, "mount -t tmpfs none /mnt"], check=False).returncode
    ):
        pytest.skip("this machine lets nobody mount a disk")
    done = subprocess.run([*apart, script, ON_A_SMALL_DISK], cwd=ROOT, capture_output=True, check=True)
    full = "The place where shares are kept could not be written: it is full. Free some space and try again."
    assert json.loads(done.stdout) == [full, True, True, True, True, True]
