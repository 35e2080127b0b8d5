"""Fixtures that several tests share."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import settings
from obstore.store import ObjectStore
from playwright.sync_api import Browser, sync_playwright

from data.store import encryption, shares
from data.store.object_store import open_store
from data.store.rate_limit import RateLimit
from scripts import chromium as chromiums
from tests.examples import QUICK, THOROUGH
from tests.paths import SHARED
from tests.patience import CEILING
from tests.serving import Server, served


def pytest_configure(config: pytest.Config) -> None:
    """Before any test is read: properties are tried with all their examples where the long tests run."""
    settings.load_profile(QUICK if "not long" in config.option.markexpr else THOROUGH)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What went wrong where a test ran once more: a fault is behind it, in the test or in the app."""
    for report in terminalreporter.stats.get("rerun", []):
        terminalreporter.section(f"run once more: {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium, for `playwright.chromium.launch(executable_path=..., args=["--no-sandbox"])`."""
    path = chromiums.find()
    if path is None:
        pytest.skip("no Chromium on this machine: `make test` installs one")
    return path


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for the tests of a file: Playwright's loop would stand in the way of others that need one."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where that app keeps what is published."""
    return tmp_path_factory.mktemp("shares")


@pytest.fixture(scope="session")
def host(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, started as the README says, for these tests alone and with the settings it always has."""
    with served(tmp_path_factory.mktemp("host") / "log", {"TOPOFMIND_STORE": str(kept)}) as running:
        yield running


@pytest.fixture(scope="session")
def server(host: Server) -> str:
    """The address of that app."""
    return host.address


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder with the real export files and the published data sets, which lies beside the checkout."""
    folder = SHARED
    if not folder.is_dir():
        pytest.skip(f"no {folder}: the files of others are not part of this repository")
    return folder


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3 server (moto) that keeps everything in memory."""
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
    for _ in range(CEILING * 10):
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
    """An empty store: each test that asks for it runs on both kinds."""
    if request.param == "folder":
        return open_store(str(tmp_path / "shares"))
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.getfixturevalue("s3"))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    return open_store(f"s3://shares/{uuid4()}")


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is made of a password at once; what it costs otherwise is a test of its own."""
    cheap = {"iterations": 1, "lanes": 1, "memory_cost": 8}
    monkeypatch.setattr(encryption, "Argon2id", lambda **usual: Argon2id(**{**usual, **cheap}))


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers are answered at once, however many links they try."""
    monkeypatch.setattr(shares, "_unknown", RateLimit(burst=1, seconds=0, longest=0))
