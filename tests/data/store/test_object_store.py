"""Where shares are kept: one setting, a private folder, errors in plain words."""

import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from obstore.store import LocalStore, ObjectStore, S3Store

from data.errors import LogError
from data.store.object_store import StoreError, objects, open_store, read, remove, size, tidy, write_new
from tests.disk import Disk, PowerCut

NOBODY_LISTENS = "http://127.0.0.1:9"


def test_the_default_is_a_folder_named_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOPOFMIND_STORE", raising=False)
    write_new(open_store(), "v1/a", b"x")
    assert (tmp_path / "shares" / "v1" / "a").read_bytes() == b"x"


def test_the_setting_chooses_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPOFMIND_STORE", str(tmp_path / "elsewhere"))
    write_new(open_store(), "v1/a", b"x")
    assert (tmp_path / "elsewhere" / "v1" / "a").exists()


def test_a_file_address_is_the_folder_it_names(tmp_path: Path) -> None:
    write_new(open_store(f"file://{tmp_path}/my%20shares"), "v1/a", b"x")
    assert (tmp_path / "my shares" / "v1" / "a").exists()


def test_a_relative_folder_stays_where_it_was_when_the_process_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("here")
    monkeypatch.chdir("/")
    assert isinstance(store, LocalStore)
    assert store.prefix == tmp_path / "here"


def test_an_s3_address_gives_bucket_and_prefix() -> None:
    store = open_store("s3://bucket/a/b/")
    assert isinstance(store, S3Store)
    assert (store.config["bucket"], store.prefix) == ("bucket", "a/b")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://host/shares", "starts with ftp://"),
        ("s3://", "names no bucket"),
        ("s3://key:secret@bucket/x", "holds more than a place"),
        ("s3://bucket?secret=x", "holds more than a place"),
        ("file://shares", "three slashes"),
        ("/dev/null", "cannot be used"),
        ("/dev/null/shares", "cannot be used"),
    ],
)
def test_an_unusable_setting_is_named_in_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence) as error:
        open_store(url)
    assert isinstance(error.value, LogError)
    assert "secret" not in str(error.value)


def test_reading_sizing_and_removing_what_is_not_there(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    remove(store, "v1/nothing")
    assert (read(store, "v1/nothing"), size(store, "v1/nothing"), list(objects(store, "v1"))) == (
        None,
        None,
        [],
    )


def test_a_store_that_does_not_answer_is_an_error_and_not_an_empty_store(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("ENDPOINT_URL", NOBODY_LISTENS), ("ACCESS_KEY_ID", "k"), ("SECRET_ACCESS_KEY", "s")):
        monkeypatch.setenv(f"AWS_{name}", value)
    with pytest.raises(StoreError, match="does not answer") as error:
        read(open_store("s3://bucket/x"), "v1/a")
    assert "127.0.0.1" not in str(error.value)


@pytest.mark.skipif(os.name != "posix", reason="permissions are a matter of POSIX")
def test_folder_and_file_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_new(open_store(str(tmp_path / "s")), "v1/a/b", b"x")
    finally:
        os.umask(before)
    found = {str(path.relative_to(tmp_path)): path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert found == {"s": 0o700, "s/v1": 0o700, "s/v1/a": 0o700, "s/v1/a/b": 0o600}


@pytest.mark.parametrize("path", ["../outside", "v1/../../outside", "v1//a", "."])
def test_no_name_leads_out_of_the_store(tmp_path: Path, path: str) -> None:
    with pytest.raises((StoreError, ValueError)):
        write_new(open_store(str(tmp_path / "s")), path, b"x")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def broken(tmp_path: Path, at: int) -> tuple[ObjectStore, Disk]:
    """A store in a folder of its own, and the disk below it."""
    folder = tmp_path / f"{at}"
    return open_store(str(folder)), Disk(folder, tmp_path / f"{at} attic")


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders are not flushed")
@pytest.mark.parametrize("names", [False, True], ids=["names kept", "names lost"])
@pytest.mark.parametrize("content", [False, True], ids=["content kept", "content lost"])
def test_an_object_is_whole_or_absent_whenever_the_power_goes(
    tmp_path: Path, content: bool, names: bool
) -> None:
    for at in range(1, 30):
        store, disk = broken(tmp_path, at)
        with disk.losing_power(at), suppress(PowerCut):
            write_new(store, "v1/a/b", b"whole" * 1000)
        disk.lose(content=content, names=names)
        assert read(store, "v1/a/b") in ([b"whole" * 1000] if disk.calls < at else [None, b"whole" * 1000])
    assert disk.calls > 8


@pytest.mark.skipif(os.name != "posix", reason="elsewhere folders are not flushed")
def test_an_object_that_could_not_be_kept_whole_is_not_there(tmp_path: Path) -> None:
    for at in range(1, 30):
        store, disk = broken(tmp_path, at)
        with disk.failing(at, always=True), suppress(StoreError):
            write_new(store, "v1/a/b", b"whole" * 1000)
        assert read(store, "v1/a/b") in ([b"whole" * 1000] if disk.calls < at else [None, b"whole" * 1000])


def test_a_leftover_of_a_killed_writer_is_no_object_and_goes(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    write_new(store, "v1/a", b"x")
    (tmp_path / "v1" / "b#12").write_bytes(b"half")
    assert [each.path for each in objects(store, "v1")] == ["v1/a"]
    assert tidy(store, "v1", datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert [path.name for path in (tmp_path / "v1").iterdir()] == ["a"]
