"""A server that is killed (signal 9) at random moments while it publishes, extends and revokes."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from obstore.store import ObjectStore

from data.store.cleanup import delete_expired
from data.store.object_store import open_store
from data.store.share_record import name_of
from data.store.shares import fetch, is_live, list_shares, publish
from tests.paths import ROOT
from tests.sharing import GONE, paths, seen

pytestmark = pytest.mark.usefixtures("unhurried")
SIZE = 300_000
LONGEST = 0.03  # seconds from what a server was heard to say to its end: about one publication

WORK_UNTIL_KILLED = """
import os, sys, json
from datetime import UTC, datetime
from data.store.shares import count_view, extend, publish, revoke
from data.store.object_store import open_store

def tell(**what): print(json.dumps(what), flush=True)

store, key, now = open_store(sys.argv[1]), sys.argv[2], datetime.now(UTC)
payload = os.urandom(int(sys.argv[3]))
tell(payload=payload.hex())
while True:
    stays, goes = (publish(store, payload, owner_key=key, level="numbers", days=7, now=now) for _ in range(2))
    tell(up=[stays.token, goes.token])
    count_view(store, stays.token, now)
    extend(store, key, stays.share, 90, now)
    tell(extended=stays.token)
    tell(revoking=goes.token)
    revoke(store, key, goes.share)
    tell(down=goes.token)
"""


class Told:
    """What servers said before they were killed; whatever they were at then, they did not say."""

    def __init__(self) -> None:
        self.up: dict[str, bytes] = {}
        self.extended: set[str] = set()
        self.revoking: set[str] = set()
        self.down: set[str] = set()

    def hear(self, lines: list[bytes]) -> None:
        payload = b""
        for line in (json.loads(line) for line in lines if line.endswith(b"\n")):
            payload = bytes.fromhex(line["payload"]) if "payload" in line else payload
            self.up.update(dict.fromkeys(line.get("up", ()), payload))
            for what in ("extended", "revoking", "down"):
                getattr(self, what).update([line[what]] if what in line else [])


def work_until_killed(place: str, key: str, lines: int, after: float) -> list[bytes]:
    """Start a server, kill it some seconds after its so many words, and return all that it said."""
    command = [sys.executable, "-c", WORK_UNTIL_KILLED, place, key, str(SIZE)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout
        said = [server.stdout.readline() for _ in range(lines)]
        time.sleep(after)
        server.kill()
        return [*said, *server.stdout.readlines()]


def damaged(store: ObjectStore, key: str) -> set[str]:
    """The owner's shares of which only a part is there."""
    return {each.share for each in list_shares(store, key, now=datetime.now(UTC)) if each.state == "damaged"}


def check_kills(place: str, kills: int) -> None:
    store, random, told, now = open_store(place), Random(kills), Told(), datetime.now(UTC)  # noqa: S311
    key = publish(store, b"first", level="numbers", now=now).owner_key
    for _ in range(kills):
        told.hear(work_until_killed(place, key, random.randint(1, 9), random.uniform(0, LONGEST)))
    kept = {token: payload for token, payload in told.up.items() if token not in told.revoking}
    assert len(told.up) > kills / 2
    assert sum(fetch(store, token, now=now) != payload for token, payload in kept.items()) == 0
    assert all(is_live(store, token, now=now + timedelta(days=80)) for token in told.extended)
    assert {seen(store, token, now) for token in told.down} <= {GONE}
    under_way = {seen(store, token, now) == GONE or fetch(store, token, now=now) for token in told.revoking}
    assert under_way <= {True, *told.up.values()}
    assert damaged(store, key) <= {name_of(token) for token in told.revoking - told.down}
    check_nothing_is_left_over(store, key)


def check_nothing_is_left_over(store: ObjectStore, key: str) -> None:
    delete_expired(store, datetime.now(UTC) + timedelta(hours=2))
    live = {each.share for each in list_shares(store, key, now=datetime.now(UTC)) if each.state == "live"}
    payloads = {path.split("/")[2] for path in paths(store) if path.endswith("/payload")}
    assert payloads == live


@pytest.mark.parametrize("kills", [30, pytest.param(200, marks=pytest.mark.long)])
@pytest.mark.skipif(os.name != "posix", reason="signal 9 is a matter of POSIX")
def test_kills_leave_every_share_complete_or_absent_and_bring_none_back(tmp_path: Path, kills: int) -> None:
    check_kills(str(tmp_path), kills)
    assert list(tmp_path.rglob("*#*")) == []


@pytest.mark.parametrize("kills", [10, pytest.param(40, marks=pytest.mark.long)])
@pytest.mark.skipif(os.name != "posix", reason="signal 9 is a matter of POSIX")
def test_kills_do_no_more_harm_on_s3(s3: str, monkeypatch: pytest.MonkeyPatch, kills: int) -> None:
    for name, value in (("ENDPOINT_URL", s3), ("ACCESS_KEY_ID", "key"), ("SECRET_ACCESS_KEY", "secret")):
        monkeypatch.setenv(f"AWS_{name}", value)
    check_kills(f"s3://shares/{uuid4()}", kills)
