"""What a kept log promises, on a real folder and on a real S3 server (moto, on this machine)."""

import json
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path

import obstore
import pytest
from obstore.store import ObjectStore

from data.imports.choices import Choices, ManualEntry
from data.imports.upload import Upload
from data.store import saved_log
from data.store.object_store import StoreError, open_store, write_new
from data.store.saved_log import (
    KEPT_DAYS,
    NoKey,
    Receipt,
    SavedElsewhere,
    SavedLog,
    SavedLogDamaged,
    SavedLogGone,
)
from data.store.workspace import FORMAT, NewerWorkspace, Workspace, pack, unpack
from tests import canaries

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=KEPT_DAYS + 1)
WORDS = [f"canary{place.lower()}zoë" for place in canaries.PLACES]
LOG = canaries.log(WORDS, "canaryheader")
SAID = ["canarymeaning", "canaryname", "canaryfilter", "canarycell", "canaryfix", "canarytext", "canaryadded"]
WORKSPACE = Workspace(
    Upload(
        content=LOG,
        name="canaryname.csv",
        choices=Choices(
            {"Source": "channel"},
            "dmy",
            {("channel", "canarymeaning"): "email"},
            drop_identical=True,
            cells={(2, "Source"): "canaryfix"},
            texts={("Source", "canarytext"): "letter"},
            merged=(3,),
            added=(
                ManualEntry(date(2026, 3, 20), "email", company="canaryadded", replied_at=date(2026, 3, 21)),
            ),
        ),
        as_of=date(2026, 3, 20),
    ),
    filters={"since": "2026-03-02", "channel": ["email", "canaryfilter"], "within": 30},
    cells=({"kind": "sql", "text": "select 'canarycell'"},),
    views={"canaryview": {"channel": ["email"]}},
)
OTHER = replace(WORKSPACE, upload=replace(WORKSPACE.upload, name="other.csv"))


def brought_back(store: ObjectStore, key: SavedLog, now: datetime = NOW) -> Workspace:
    return saved_log.restore_log(store, key, now=now)[1]


def stored(store: ObjectStore) -> dict[str, bytes]:
    """Every object of the store, by its path."""
    paths = [entry["path"] for chunk in obstore.list(store) for entry in chunk]
    return {path: bytes(obstore.get(store, path).bytes()) for path in paths}


def test_a_workspace_comes_back_whole_with_its_key_file(store: ObjectStore) -> None:
    key = saved_log.read_key_file(saved_log.write_key_file(saved_log.save_log(store, WORKSPACE)).encode())
    assert brought_back(store, key) == WORKSPACE


def test_what_was_only_brought_comes_back_too(store: ObjectStore) -> None:
    plain = Workspace(Upload(b"\xff\n\n\x00" * 9, "naïve\nname.csv"))
    assert brought_back(store, saved_log.save_log(store, plain)) == plain


def test_the_store_holds_no_word_of_it_and_neither_half_of_the_key(store: ObjectStore) -> None:
    key = saved_log.save_log(store, WORKSPACE)
    everything = b"\n".join(path.encode() + content for path, content in stored(store).items())
    assert canaries.found([*WORDS, *SAID], pack(WORKSPACE)) == [*WORDS, *SAID]
    assert canaries.found([*WORDS, *SAID, "canaryheader", key.place, key.key], everything) == []


def test_neither_half_of_the_key_is_printed() -> None:
    assert repr(SavedLog("a place", "a key", 3)) == "SavedLog(version=3)"


def test_a_change_takes_the_place_of_what_was_kept(store: ObjectStore) -> None:
    first = saved_log.save_log(store, WORKSPACE)
    second = saved_log.update_log(store, first, OTHER)
    assert (brought_back(store, first), list(stored(store))) == (OTHER, [second.path])


def test_of_two_tabs_the_later_one_is_told_and_overwrites_nothing(store: ObjectStore) -> None:
    key = saved_log.save_log(store, WORKSPACE)
    saved_log.update_log(store, key, OTHER)
    with pytest.raises(SavedElsewhere, match="another tab"):
        saved_log.update_log(store, key, WORKSPACE)
    assert brought_back(store, key) == OTHER


def test_a_deleted_log_is_gone_at_once_with_a_receipt(store: ObjectStore) -> None:
    key = saved_log.save_log(store, WORKSPACE)
    [content] = stored(store).values()
    assert saved_log.delete_log(store, key, now=NOW) == Receipt(len(content), NOW)
    assert stored(store) == {}
    for attempt in (saved_log.restore_log, saved_log.delete_log):
        with pytest.raises(SavedLogGone, match=f"not used for {KEPT_DAYS} days"):
            attempt(store, key, now=NOW)


def test_the_receipt_says_what_went_and_when() -> None:
    told = Receipt(12_345, datetime(2026, 9, 3, 14, 5, tzinfo=UTC)).as_text()
    assert told.startswith("Your kept log, 12,345 encrypted bytes, was deleted on 2026-09-03 at 14:05 UTC.")


def test_another_tab_can_not_bring_back_what_was_deleted(store: ObjectStore) -> None:
    key = saved_log.save_log(store, WORKSPACE)
    saved_log.delete_log(store, key, now=NOW)
    with pytest.raises(SavedLogGone):
        saved_log.update_log(store, key, OTHER)
    assert stored(store) == {}


def test_a_log_deleted_while_a_change_is_written_stays_deleted(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = saved_log.save_log(store, WORKSPACE)

    def slowly(store: ObjectStore, path: str, content: bytes) -> None:
        saved_log.delete_log(store, key, now=NOW)
        write_new(store, path, content)

    monkeypatch.setattr(saved_log, "write_new", slowly)
    with pytest.raises(SavedLogGone):
        saved_log.update_log(store, key, OTHER)
    assert stored(store) == {}


def test_it_ends_when_it_was_not_used_for_the_days_that_are_stated(store: ObjectStore) -> None:
    key = saved_log.save_log(store, WORKSPACE)
    assert brought_back(store, key, LATER - timedelta(days=2)) == WORKSPACE
    with pytest.raises(SavedLogGone):
        saved_log.restore_log(store, key, now=LATER)


def test_a_sweep_takes_what_is_over_and_nothing_else(store: ObjectStore) -> None:
    saved_log.save_log(store, WORKSPACE)
    assert (saved_log.delete_unused(store, NOW), len(stored(store))) == (0, 1)
    assert (saved_log.delete_unused(store, LATER), stored(store)) == (1, {})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda _: "", "holds no key"),
        (lambda _: "owner key: " + "a" * 43, "holds no key"),
        (lambda _: "\x00\xff" * 50, "holds no key"),
        (lambda text: text.replace("place: ", "place: x"), "changed or cut off"),
        (lambda text: text[:-30], "changed or cut off"),
        (lambda text: text.replace("check:", "cheque:"), "changed or cut off"),
    ],
)
def test_a_file_that_is_no_whole_key_is_told_apart(change: Callable[[str], str], sentence: str) -> None:
    text = saved_log.write_key_file(SavedLog("P" * 43, "K" * 43))
    with pytest.raises(NoKey, match=sentence):
        saved_log.read_key_file(change(text).encode())


def test_a_key_file_survives_another_editor() -> None:
    text = saved_log.write_key_file(SavedLog("P" * 43, "K" * 43)).replace("\n", "  \r\n")
    assert saved_log.read_key_file(b"\xef\xbb\xbf" + text.encode()) == SavedLog("P" * 43, "K" * 43)


def test_another_key_opens_nothing(store: ObjectStore) -> None:
    mine, other = (saved_log.save_log(store, WORKSPACE) for _ in range(2))
    with pytest.raises(SavedLogDamaged):
        brought_back(store, replace(mine, key=other.key))


@pytest.mark.parametrize("damage", ["half", "empty", "flipped", "swapped"])
def test_damaged_bytes_are_never_shown(store: ObjectStore, damage: str) -> None:
    key, other = saved_log.save_log(store, WORKSPACE), saved_log.save_log(store, WORKSPACE)
    content = bytearray(stored(store)[key.path])
    content[len(content) // 2] ^= 1
    found = {"half": content[:200], "empty": b"", "flipped": content, "swapped": stored(store)[other.path]}
    obstore.put(store, key.path, bytes(found[damage]))
    with pytest.raises(SavedLogDamaged, match="can't be opened"):
        brought_back(store, key)


def test_a_workspace_of_a_newer_app_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack(WORKSPACE)
    assert unpack(packed) == WORKSPACE
    monkeypatch.setattr("data.store.workspace.FORMAT", FORMAT - 1)
    with pytest.raises(NewerWorkspace, match="newer version"):
        unpack(packed)


def test_a_touch_by_hand_of_an_older_app_is_read() -> None:
    line, _, content = zlib.decompress(pack(WORKSPACE)).partition(b"\n")
    said = json.loads(line)
    said["format"] = 3
    for name in ("outcome", "personalised", "notes"):
        del said["choices"]["added"][0][name]
    assert unpack(zlib.compress(json.dumps(said).encode() + b"\n" + content)) == WORKSPACE


def test_a_workspace_of_an_older_app_is_read() -> None:
    choices = {"columns": {}, "dates": "dmy", "words": [["channel", "a", "email"]], "drop_identical": False}
    said = {
        "format": 1,
        "name": "a.csv",
        "choices": choices,
        "as_of": None,
        "filters": {},
        "cells": [],
        "views": {},
    }
    packed = zlib.compress(json.dumps(said).encode() + b"\nsent_at\n")
    assert unpack(packed) == Workspace(
        Upload(b"sent_at\n", "a.csv", Choices(dates="dmy", words={("channel", "a"): "email"}, rules=1))
    )


def test_where_nothing_can_be_written_the_copy_before_stays(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    key = saved_log.save_log(store, WORKSPACE)
    (tmp_path / replace(key, version=2).path).mkdir()
    with pytest.raises(StoreError):
        saved_log.update_log(store, key, OTHER)
    assert brought_back(store, key) == WORKSPACE


WRITER = """
import sys
from data.imports.upload import Upload
from data.store import saved_log
from data.store.object_store import open_store
from data.store.workspace import Workspace
store = open_store(sys.argv[1])
key = saved_log.save_log(store, Workspace(Upload(b"0" * 300_000, "0")))
print(saved_log.write_key_file(key), flush=True)
print("end", flush=True)
for turn in range(1, 10_000):
    key = saved_log.update_log(store, key, Workspace(Upload(str(turn % 10).encode() * 300_000, str(turn))))
"""


def killed(store: Path, after: float) -> bytes:
    """The key file of a process that kept changing its log until it was killed."""
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(store)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    lines = list(takewhile(lambda line: line != b"end\n", process.stdout))
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return b"".join(lines)


@pytest.mark.parametrize("times", [3, pytest.param(60, marks=pytest.mark.long)])
def test_a_kill_at_any_moment_leaves_one_whole_version(tmp_path: Path, times: int) -> None:
    for turn in range(times):
        key = saved_log.read_key_file(killed(tmp_path, after=0.05 + 0.007 * turn))
        found = brought_back(open_store(str(tmp_path)), key)
        assert found.upload.content == found.upload.name[-1:].encode() * 300_000


def test_what_a_killed_writer_left_goes_with_the_log(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    key = saved_log.save_log(store, WORKSPACE)
    (tmp_path / key.folder / "00000002#123").write_bytes(b"half")
    saved_log.delete_log(store, key, now=NOW)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
