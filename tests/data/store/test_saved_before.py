"""What earlier versions of the app published and saved still opens: shares, saved logs with key files, mappings."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from obstore.store import ObjectStore

from analysis import share_snapshot
from analysis.answer import plain
from data.exports.detect import detect_export
from data.imports.choices import Choices
from data.imports.log import import_log
from data.imports.upload import Upload
from data.schema import saved_mapping
from data.store import saved_log, shares
from data.store.object_store import open_store
from data.store.workspace import Workspace

BEFORE = Path(__file__).with_name("saved_before")
PUBLISHED = datetime(2026, 11, 20, tzinfo=UTC)
TOKENS = json.loads((BEFORE / "keys.json").read_text())
CELLS = ({"kind": "sql", "text": "select 1"},)


@pytest.fixture
def before(tmp_path: Path) -> ObjectStore:
    """A store as an earlier version left it."""
    shutil.copytree(BEFORE / "store", tmp_path / "store")
    return open_store(str(tmp_path / "store"))


def open_share(store: ObjectStore, level: str) -> share_snapshot.Snapshot:
    password = None if level == "numbers" else "correct horse battery"
    return share_snapshot.unpack(shares.fetch(store, TOKENS[level], password=password, now=PUBLISHED))


@pytest.mark.parametrize("level", ["numbers", "full"])
def test_a_share_shows_the_answers_that_it_was_published_with(before: ObjectStore, level: str) -> None:
    published = json.loads((BEFORE / "answers.json").read_text())
    shown = [
        (answer.question.key, plain(answer.rows), answer.verdict, dict(answer.held_out))
        for answer in open_share(before, level).answers
    ]
    assert shown == [
        (each["question"], each["rows"], each["verdict"], each["held_out"]) for each in published
    ]


@pytest.mark.parametrize(("level", "logs"), [("numbers", False), ("coded", True), ("full", True)])
def test_a_share_of_every_level_opens_with_its_log(before: ObjectStore, level: str, logs: bool) -> None:
    opened = open_share(before, level)
    assert (opened.level, opened.log is not None, len(opened.answers)) == (level, logs, 18)
    assert all(answer.figure is None or answer.figure.data for answer in opened.answers)


def restored(store: ObjectStore, name: str) -> Workspace:
    key = saved_log.read_key_file((BEFORE / f"{name}.key.txt").read_bytes())
    return saved_log.restore_log(store, key, now=datetime.now(UTC))[1]


@pytest.mark.parametrize("name", ["one_file", "same_columns", "other_columns"])
def test_a_saved_log_is_understood_as_it_was(before: ObjectStore, name: str) -> None:
    found = restored(before, name)
    report = json.loads(json.dumps(import_log(found.upload).report.to_json(), default=str))
    understood = json.loads((BEFORE / f"{name}.understanding.json").read_text())
    assert {key: report[key] for key in understood} == understood
    assert (str(found.upload.as_of), found.upload.merged) == ("2026-10-01", name != "one_file")
    assert (found.filters, found.cells) == ({"since": "2026-01-05", "channel": ["email"]}, CELLS)
    assert found.views == {"mine": {"channel": ["letter"]}}


def test_a_saved_mapping_still_says_what_the_columns_mean() -> None:
    upload = Upload((BEFORE / "log.csv").read_bytes(), "log.csv")
    restored = saved_mapping.restore_mapping((BEFORE / "mapping.json").read_bytes(), detect_export(upload))
    assert restored == Choices(columns={"Way": "channel"}, rules=1)
