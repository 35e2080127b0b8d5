"""The app as it is really started, and a visitor without a browser: what the tests of the host are made with."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.paths import ROOT
from tests.patience import CEILING

NONE: Mapping[str, str] = MappingProxyType({})
STREAMLIT = ("streamlit", "run", "app.py", "--server.headless=true", "--server.address=127.0.0.1")
UVICORN = ("uvicorn", "app:app", "--host=127.0.0.1")


@dataclass(frozen=True)
class Server:
    """A running app; its address may lie below a path."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def host(self) -> str:
        """Host and port, as a browser names them."""
        return urlsplit(self.address).netloc

    @property
    def below(self) -> str:
        """The path that the app lies below, or nothing."""
        return urlsplit(self.address).path

    def memory(self) -> int:
        """Bytes that the process has in memory."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Reply:
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@contextmanager
def served(
    log: Path,
    settings: Mapping[str, str] = NONE,
    *,
    command: tuple[str, ...] = STREAMLIT,
    folder: Path = ROOT,
) -> Iterator[Server]:
    """Start the app on a free port with the settings it always has and these, and end it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    option = "--port" if command == UVICORN else "--server.port"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, f"{option}={port}"],
            cwd=folder,
            env=os.environ | {"TOPOFMIND_STORE": str(log.parent / "shares"), **settings},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(answering(f"http://127.0.0.1:{port}"), process, log)
    finally:
        process.terminate()
        process.wait(timeout=CEILING)


def ask(
    server: Server,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] = NONE,
    body: bytes | None = None,
) -> Reply:
    """One request over HTTP."""
    connection = http.client.HTTPConnection(server.host, timeout=CEILING)
    try:
        connection.request(method, server.below + path, body, dict(headers))
        answer = connection.getresponse()
        return Reply(answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())
    finally:
        connection.close()


class Visitor:
    """A page that is open on the app: the connection that a browser holds, and the id of its session."""

    def __init__(self, server: Server, *, session: str = "", **headers: Any) -> None:
        """Connect as the app's own page does; `headers` may name another `origin` or further headers.

        Raises:
            websockets.exceptions.InvalidStatus: the app does not let this visitor in.
        """
        self.server = server
        protocols = ("streamlit", "none", session) if session else ("streamlit",)
        self._door = connect(
            f"ws://{server.host}{server.below}/_stcore/stream",
            subprotocols=[Subprotocol(name) for name in protocols],
            **(
                {
                    "origin": Origin(f"http://{server.host}"),
                    "max_size": None,
                    "max_queue": None,
                    "open_timeout": CEILING,
                    "ping_interval": None,  # nor does a connection end because an answer comes late
                }
                | headers
            ),
        )
        self.connection: ClientConnection = self._door.__enter__()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: Any) -> None:
        self._door.__exit__(*raised)

    def open(self, page: str = "") -> str:
        """Ask for a page and wait until it is drawn; return the id of the session."""
        message = BackMsg()
        message.rerun_script.page_name = page
        self.connection.send(message.SerializeToString())
        session = ""
        while True:
            told = ForwardMsg.FromString(self._bytes())
            if told.HasField("new_session"):
                session = told.new_session.initialize.session_id
            if told.HasField("script_finished"):
                return session

    def upload(self, session: str, file: str, content: bytes) -> int:
        """Put a file into the memory of a session, as the file field of a page does; return the status."""
        cookie = ask(self.server, "/_stcore/health").headers["set-cookie"].split(";")[0]
        headers = {
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
            "Content-Type": "multipart/form-data; boundary=x",
        }
        head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.csv"\r\n\r\n'
        path = f"/_stcore/upload_file/{session}/{file}"
        return ask(self.server, path, "PUT", headers, head + content + b"\r\n--x--\r\n").status

    def _bytes(self) -> bytes:
        received = self.connection.recv(timeout=CEILING)
        assert isinstance(received, bytes)
        return received


def answering(address: str) -> str:
    """The address, as soon as a server answers there, whatever it says."""
    for _ in range(CEILING * 10):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=CEILING):  # noqa: S310 - our own server
                return address
        except HTTPError:
            return address
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise TimeoutError(f"no answer from {address}")
