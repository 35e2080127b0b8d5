"""What is uploaded and asked for by nobody does not fill the memory."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.serving import Server, Visitor, served

MEGABYTE = 2**20

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc to read memory")


def growth(server: Server, *, files: int, megabytes: int, sessions: int = 1) -> float:
    """Put as many files into each of as many sessions, and return by how many megabytes the server grew."""
    with ExitStack() as held:
        visitors = [held.enter_context(Visitor(server)) for _ in range(sessions)]
        opened = [(visitor, visitor.open()) for visitor in visitors]
        before = server.memory()
        for visitor, session in opened:
            for number in range(files):
                content = bytes([number]) * (megabytes * MEGABYTE - 1000)
                assert visitor.upload(session, f"file {number}".replace(" ", "-"), content) == 204
        return (server.memory() - before) / MEGABYTE


def test_twenty_files_that_nobody_asked_for_take_the_room_of_two(tmp_path: Path) -> None:
    with served(tmp_path / "log", {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "10"}) as server:
        assert (
            growth(server, files=20, megabytes=10) <= 20 + 10
        )  # the newest, the one arriving, and Python's own


def test_many_sessions_together_keep_eight_files(tmp_path: Path) -> None:
    with served(tmp_path / "log", {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "10"}) as server:
        assert growth(server, files=1, megabytes=10, sessions=16) <= 80 + 20


@pytest.mark.long
def test_twenty_files_of_the_largest_size_take_no_more_than_100_megabytes(tmp_path: Path) -> None:
    with served(tmp_path / "log") as server:
        assert growth(server, files=20, megabytes=50) <= 100
