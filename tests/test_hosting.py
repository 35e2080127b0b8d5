"""What is written for hosts is so: the names of the settings, the check of the container, the proxy."""

import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from http import HTTPStatus
from pathlib import Path

import pytest
from streamlit.config import get_config_options

from data.settings import Settings, variable
from pages import host
from tests.paths import ROOT
from tests.patience import CEILING
from tests.serving import Server, Visitor, answering, ask, served

GUIDE = (ROOT / "docs" / "hosting.md").read_text(encoding="utf-8")
WRITTEN = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("compose.yaml", "Dockerfile", "docs/hosting.md")
}
NEEDED = {"STREAMLIT_SERVER_BASE_URL_PATH": "search", "STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost 127.0.0.1"}


@pytest.mark.parametrize("name", WRITTEN)
def test_every_setting_that_is_named_exists(name: str) -> None:
    known = {variable(each.name) for each in fields(Settings)}
    known |= {option.env_var for option in get_config_options().values()}
    assert set(re.findall(r"\b(?:TOPOFMIND|STREAMLIT)_[A-Z_]+\b", WRITTEN[name])) - known == set()


def test_the_container_asks_after_itself_below_any_path(tmp_path: Path) -> None:
    [check] = re.findall(r'^HEALTHCHECK CMD \["python", "-c", "(.+)"\]$', WRITTEN["Dockerfile"], re.MULTILINE)
    with served(tmp_path / "log", NEEDED) as running:
        asked = check.replace("localhost:8501", running.host)
        found = [
            subprocess.run(
                [sys.executable, "-c", asked],
                env={"STREAMLIT_SERVER_BASE_URL_PATH": base},
                capture_output=True,
            )
            for base in ("search", "/search/", "elsewhere")
        ]
    assert [ended.returncode for ended in found] == [0, 0, 1]


@contextmanager
def proxied(folder: Path, servers: Sequence[Server]) -> Iterator[Server]:
    """The guide's own proxy in front of these servers, on a free port and without TLS."""
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        pytest.skip("no nginx on this machine")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [written] = re.findall(r"```nginx\n(.+?)```", GUIDE, re.DOTALL)
    here = written.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace(
        "/var/log/nginx", str(folder)
    )
    here = re.sub(r"^ *ssl_.*\n", "", here, flags=re.MULTILINE)
    for example, server in zip(("127.0.0.1:8501", "127.0.0.1:8502"), servers, strict=True):
        here = here.replace(example, server.host)
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\nhttp {{\n{here}}}\n"
    )
    process = subprocess.Popen([nginx, "-c", str(config), "-e", str(folder / "errors")])
    try:
        yield Server(answering(f"http://127.0.0.1:{port}/search"), process, folder / "topofmind.log")
    finally:
        process.terminate()
        process.wait(timeout=CEILING)


def test_the_guides_proxy_serves_two_processes_below_a_path(tmp_path: Path) -> None:
    with ExitStack() as running:
        servers = [running.enter_context(served(tmp_path / name, NEEDED)) for name in ("one", "two")]
        proxy = running.enter_context(proxied(tmp_path, servers))
        visitors = [running.enter_context(Visitor(proxy)) for _ in range(4)]
        sessions = [visitor.open() for visitor in visitors]
        brought = [v.upload(s, "file", b"a,b\n") for v, s in zip(visitors, sessions, strict=True)]
        too_large = visitors[0].upload(sessions[0], "file", bytes(52 * 2**20))
        share = ask(proxy, "/shared?id=a-secret-token")
        outside = ask(proxy, "/_stcore/metrics").status
    assert brought == [HTTPStatus.NO_CONTENT] * 4  # each at the process that has the session
    assert (too_large, outside) == (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.NOT_FOUND)
    assert "frame-ancestors *" in share.headers["content-security-policy"]
    logged = proxy.log.read_text()
    assert "/search/shared" in logged
    assert [secret for secret in (*sessions, "a-secret-token") if secret in logged] == []


def test_on_community_cloud_the_app_leaves_the_door_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(host.middleware()) == 5
    monkeypatch.setattr(host, "COMMUNITY_CLOUD", ROOT)
    assert host.middleware() == ()
