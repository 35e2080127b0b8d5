"""What a share promises, on a real folder and on a real S3 server (moto, on this machine)."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import obstore
import pytest
from obstore.store import ObjectStore

from data.shares import Published, ShareError, ShareGone, fetch, is_live, publish, revoke, status, sweep
from data.store import StoreError, open_store, write_new

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parent.parent
SNAPSHOT = b'{"answers": [1, 2, 3]}' * 500


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 server that keeps everything in memory."""
    if find_spec("moto") is None or find_spec("flask") is None:
        pytest.skip("moto[server] is not installed, so nothing here was tried on S3")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            urllib.request.urlopen(urllib.request.Request(f"{address}/shares", method="PUT"))  # noqa: S310
            break
        except urllib.error.URLError:
            time.sleep(0.1)
    else:
        pytest.fail("the S3 server did not start")
    yield address
    server.kill()
    server.wait()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    if request.param == "folder":
        return open_store(str(tmp_path / "shares"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return open_store(f"s3://shares/{uuid4()}")


def up(store: ObjectStore, payload: bytes = SNAPSHOT, now: datetime = NOW) -> Published:
    return publish(store, payload, level="numbers", label="for Kim", now=now)


def objects(store: ObjectStore, folder: str = "v1") -> list[str]:
    return sorted(entry["path"] for chunk in obstore.list(store, folder) for entry in chunk)


def only(store: ObjectStore, folder: str) -> str:
    [path] = objects(store, folder)
    return path


def damage(store: ObjectStore, path: str, *, half: bool = False) -> None:
    content = bytearray(obstore.get(store, path).bytes())
    content[len(content) // 2] ^= 1
    obstore.put(store, path, bytes(content[: len(content) // 2] if half else content))


def seen(store: ObjectStore, token: str, now: datetime = NOW) -> str:
    """What a stranger gets to read."""
    try:
        return fetch(store, token, now=now).hex()
    except ShareGone as gone:
        return str(gone)


GONE = str(ShareGone())


def test_what_was_published_comes_back(store: ObjectStore) -> None:
    share = up(store)
    assert fetch(store, share.token, now=NOW) == SNAPSHOT
    assert is_live(store, share.token, now=NOW)


def test_an_empty_and_a_large_snapshot_come_back(store: ObjectStore) -> None:
    large = os.urandom(12_000_000)
    assert fetch(store, up(store, b"").token, now=NOW) == b""
    assert fetch(store, up(store, large).token, now=NOW) == large


def test_the_owner_sees_level_label_dates_and_state(store: ObjectStore) -> None:
    shown = status(store, up(store).owner_key, now=NOW)
    assert (shown.level, shown.label, shown.state) == ("numbers", "for Kim", "live")
    assert (shown.created, shown.expires) == (NOW, datetime(2026, 4, 1, 9, 30, tzinfo=UTC))


def test_a_share_ends_at_its_expiry_and_not_a_second_before(store: ObjectStore) -> None:
    share = up(store)
    assert is_live(store, share.token, now=share.expires - timedelta(seconds=1))
    assert not is_live(store, share.token, now=share.expires)
    assert seen(store, share.token, share.expires) == GONE
    assert status(store, share.owner_key, now=share.expires).state == "expired"


def test_other_time_zones_are_the_same_moment(store: ObjectStore) -> None:
    tokyo = datetime.fromisoformat("2026-03-02T18:30:00+09:00")
    assert up(store, now=tokyo).expires == datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
    with pytest.raises(ValueError, match="time zone"):
        up(store, now=datetime(2026, 3, 2, 9, 30))


def test_revoking_takes_it_down_and_deletes_the_bytes(store: ObjectStore) -> None:
    share = up(store)
    revoke(store, share.owner_key)
    assert seen(store, share.token) == GONE
    assert not is_live(store, share.token, now=NOW)
    assert objects(store, "v1/payloads") == objects(store, "v1/shares") == []
    assert status(store, share.owner_key, now=NOW).state == "revoked"


def test_revoking_twice_is_fine(store: ObjectStore) -> None:
    share = up(store)
    revoke(store, share.owner_key)
    revoke(store, share.owner_key)
    assert status(store, share.owner_key, now=NOW + timedelta(days=60)).state == "revoked"


def test_the_view_token_neither_revokes_nor_lists(store: ObjectStore) -> None:
    share = up(store)
    with pytest.raises(ShareError, match="belongs to no share"):
        revoke(store, share.token)
    with pytest.raises(ShareError, match="belongs to no share"):
        status(store, share.token, now=NOW)
    assert seen(store, share.owner_key) == GONE
    assert is_live(store, share.token, now=NOW)


def test_no_changed_character_opens_a_share(store: ObjectStore) -> None:
    """The last one too: two of its bits are spare, so a decoded token would accept four spellings."""
    token = up(store).token
    flipped = [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(43)]
    last = [token[:-1] + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_089" if letter != token[-1]]
    assert {seen(store, wrong) for wrong in flipped + last} == {GONE}


@pytest.mark.parametrize(
    "wrong",
    [
        *("", " ", ".", "/", "*", "\0", "../shares", "../../etc/passwd", "v1/shares", "%2e%2e%2f", "a#1"),
        *("a" * 43, "a" * 10**6, "é" * 43, "𝟘" * 43, "\ud800" * 43, "A" * 42 + "\n"),
    ],
    ids=lambda token: ascii(token)[:20],
)
def test_a_made_up_token_is_just_unknown(store: ObjectStore, wrong: str) -> None:
    share = up(store)
    assert seen(store, wrong) == seen(store, share.token + wrong + "x") == GONE
    with pytest.raises(ShareError, match="belongs to no share"):
        revoke(store, wrong)


@pytest.mark.parametrize("half", [False, True], ids=["one bit", "half the file"])
@pytest.mark.parametrize("folder", ["v1/payloads", "v1/shares"])
def test_damage_shows_as_gone_and_the_owner_is_told(store: ObjectStore, folder: str, half: bool) -> None:
    share = up(store)
    damage(store, only(store, folder), half=half)
    assert seen(store, share.token) == GONE
    assert status(store, share.owner_key, now=NOW).state == "damaged"


@pytest.mark.parametrize("folder", ["v1/payloads", "v1/shares", "v1/owners"])
def test_a_damaged_share_can_still_be_revoked(store: ObjectStore, folder: str) -> None:
    share = up(store)
    damage(store, only(store, folder))
    revoke(store, share.owner_key)
    assert seen(store, share.token) == GONE
    assert objects(store, "v1/payloads") == objects(store, "v1/shares") == []


def test_a_payload_that_vanished_is_damage(store: ObjectStore) -> None:
    share = up(store)
    obstore.delete(store, only(store, "v1/payloads"))
    assert not is_live(store, share.token, now=NOW)
    assert status(store, share.owner_key, now=NOW).state == "damaged"


def test_neither_key_is_in_a_name_or_a_byte_of_the_store(store: ObjectStore) -> None:
    share = up(store)
    stored = b"".join(path.encode() + bytes(obstore.get(store, path).bytes()) for path in objects(store))
    assert share.token.encode() not in stored
    assert share.owner_key.encode() not in stored
    assert share.token not in repr(share)
    assert share.owner_key not in repr(share)


def test_publishing_the_same_twice_makes_two_shares(store: ObjectStore) -> None:
    first, second = up(store), up(store)
    revoke(store, first.owner_key)
    assert seen(store, first.token) == GONE
    assert fetch(store, second.token, now=NOW) == SNAPSHOT


def test_a_name_that_is_taken_is_never_overwritten(store: ObjectStore) -> None:
    write_new(store, "v1/payloads/a", b"first")
    with pytest.raises(StoreError, match="nothing was overwritten"):
        write_new(store, "v1/payloads/a", b"second")
    assert bytes(obstore.get(store, "v1/payloads/a").bytes()) == b"first"


def test_publishers_at_the_same_time_do_not_disturb_each_other(store: ObjectStore) -> None:
    payloads = [b"%d" % n * 1000 for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        shares = list(pool.map(lambda payload: up(store, payload), payloads))
    assert [fetch(store, share.token, now=NOW) for share in shares] == payloads


@pytest.mark.parametrize("days", [0, -1, 366])
def test_days_out_of_range_are_refused_and_nothing_is_written(store: ObjectStore, days: int) -> None:
    with pytest.raises(ShareError, match=f"1 to 365 days, not {days}"):
        publish(store, SNAPSHOT, level="numbers", days=days, now=NOW)
    assert objects(store) == []


def test_a_label_that_is_too_long_is_refused(store: ObjectStore) -> None:
    with pytest.raises(ShareError, match="201 characters"):
        publish(store, SNAPSHOT, level="numbers", label="x" * 201, now=NOW)


def test_sweeping_leaves_live_shares_alone(store: ObjectStore) -> None:
    share = up(store, now=datetime.now(UTC))
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert sweep(store, tomorrow) == 0
    assert fetch(store, share.token, now=tomorrow) == SNAPSHOT


def test_sweeping_deletes_the_bytes_of_expired_shares(store: ObjectStore) -> None:
    share = up(store, now=datetime.now(UTC))
    assert sweep(store, share.expires) == 1
    assert objects(store, "v1/payloads") == []
    assert status(store, share.owner_key, now=share.expires).state == "expired"


def test_sweeping_forgets_a_share_90_days_after_its_expiry(store: ObjectStore) -> None:
    share = up(store, now=datetime.now(UTC))
    sweep(store, share.expires + timedelta(days=91))
    assert objects(store) == []


def test_sweeping_deletes_orphans_only_when_they_are_an_hour_old(store: ObjectStore) -> None:
    write_new(store, "v1/payloads/orphan", b"left by a killed publication")
    assert sweep(store, datetime.now(UTC) + timedelta(minutes=59)) == 0
    assert sweep(store, datetime.now(UTC) + timedelta(minutes=61)) == 1
    assert objects(store) == []


def test_sweeping_deletes_the_bytes_of_a_publication_that_never_finished(store: ObjectStore) -> None:
    up(store, now=datetime.now(UTC))
    obstore.delete(store, only(store, "v1/shares"))
    assert sweep(store, datetime.now(UTC) + timedelta(minutes=61)) == 1
    assert objects(store, "v1/payloads") == []


def test_sweeping_deletes_torn_files_and_nothing_that_is_not_ours(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    up(store, now=datetime.now(UTC))
    for name in ("v1/payloads/abc#1", "notes#1"):
        (tmp_path / name).write_bytes(b"half a snapsh")
    assert sweep(store, datetime.now(UTC) + timedelta(minutes=59)) == 0
    sweep(store, datetime.now(UTC) + timedelta(minutes=61))
    assert [file.name for file in tmp_path.rglob("*#*")] == ["notes#1"]


def test_sweeping_keeps_the_bytes_of_a_share_whose_record_is_damaged(store: ObjectStore) -> None:
    up(store, now=datetime.now(UTC))
    damage(store, only(store, "v1/shares"))
    assert sweep(store, datetime.now(UTC) + timedelta(days=1)) == 0


WORK_UNTIL_KILLED = """
import sys
from datetime import UTC, datetime
from data.shares import publish, revoke
from data.store import open_store

store, payload = open_store(sys.argv[1]), sys.stdin.buffer.read()
while True:
    share = publish(store, payload, level="numbers", now=datetime.now(UTC))
    print("up", share.token, flush=True)
    if sys.argv[2] == "revoke":
        revoke(store, share.owner_key)
        print("down", share.token, flush=True)
"""


def killed(folder: Path, work: str, payload: bytes, after: float) -> list[list[str]]:
    """Publish (and revoke) in a process that is killed `after` seconds; what it had acknowledged by then."""
    command = [sys.executable, "-c", WORK_UNTIL_KILLED, str(folder), work]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        child.stdin.write(payload)
        child.stdin.close()
        first = child.stdout.readline()
        time.sleep(after)
        child.kill()
        lines = [first, *child.stdout.read().splitlines(keepends=True)]
    return [line.decode().split() for line in lines if line.endswith(b"\n")]


def kill_publishers(folder: Path, kills: int) -> None:
    payload, store = os.urandom(400_000), open_store(str(folder))
    told = [line for kill in range(kills) for line in killed(folder, "publish", payload, 0.03 * kill / kills)]
    assert all(fetch(store, token, now=datetime.now(UTC)) == payload for _, token in told)
    sweep(store, datetime.now(UTC) + timedelta(hours=2))
    stored = [bytes(obstore.get(store, path).bytes()) for path in objects(store, "v1/payloads")]
    assert stored == [payload] * len(objects(store, "v1/shares"))
    assert list(folder.rglob("*#*")) == []


def kill_revokers(folder: Path, kills: int) -> None:
    payload, store = os.urandom(400_000), open_store(str(folder))
    told = [line for kill in range(kills) for line in killed(folder, "revoke", payload, 0.03 * kill / kills)]
    down = [token for word, token in told if word == "down"]
    assert not any(is_live(store, token, now=datetime.now(UTC)) for token in down)
    assert {seen(store, token, datetime.now(UTC)) for token in down} == {GONE}


def test_20_kills_leave_every_publication_complete_or_absent(tmp_path: Path) -> None:
    kill_publishers(tmp_path, 20)


def test_10_kills_bring_nothing_back_that_was_revoked(tmp_path: Path) -> None:
    kill_revokers(tmp_path, 10)


@pytest.mark.long
def test_200_kills_leave_every_publication_complete_or_absent(tmp_path: Path) -> None:
    kill_publishers(tmp_path, 200)


@pytest.mark.long
def test_200_kills_bring_nothing_back_that_was_revoked(tmp_path: Path) -> None:
    kill_revokers(tmp_path, 200)


@pytest.fixture
def no_room() -> Iterator[None]:
    """No file can hold more than 100 bytes, as on a disk that is nearly full."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def share_on_a_full_disk(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[ObjectStore, Published]:
    store = open_store(str(tmp_path))
    share = up(store)
    request.getfixturevalue("no_room")
    return store, share


def test_revoking_works_on_a_full_disk(share_on_a_full_disk: tuple[ObjectStore, Published]) -> None:
    store, share = share_on_a_full_disk
    revoke(store, share.owner_key)
    assert seen(store, share.token) == GONE
    assert status(store, share.owner_key, now=NOW).state == "revoked"


@pytest.mark.parametrize("payload", [SNAPSHOT, b"fits, its record does not"], ids=["payload", "record"])
def test_publishing_on_a_full_disk_says_so_and_leaves_nothing(
    share_on_a_full_disk: tuple[ObjectStore, Published], payload: bytes
) -> None:
    store, share = share_on_a_full_disk
    before = objects(store)
    with pytest.raises(StoreError, match="could not be written"):
        up(store, payload)
    assert objects(store) == before
    assert fetch(store, share.token, now=NOW) == SNAPSHOT


@pytest.mark.skipif(os.name != "posix", reason="permissions are a matter of POSIX")
def test_nobody_else_on_the_machine_can_read_a_local_share(tmp_path: Path) -> None:
    up(open_store(str(tmp_path / "shares")))
    modes = {oct(path.stat().st_mode & 0o777) for path in tmp_path.rglob("*")}
    assert modes == {"0o700", "0o600"}
