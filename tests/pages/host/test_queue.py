"""A full house: the others wait on a page of their own, in order, and come in by themselves."""

import html
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from websockets.exceptions import InvalidStatus

from tests.serving import Reply, Server, Visitor, ask, served

PAGE = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Server]:
    """The app with room for five."""
    with served(tmp_path / "log", {"TOPOFMIND_VISITORS": "5"}) as running:
        yield running


def come(server: Server, query: str = "") -> Reply:
    return ask(server, f"/{query}", headers=PAGE)


def number(page: Reply) -> int:
    """The place in the queue that a waiting page tells."""
    found = re.search(rb"number (\d+)", page.body)
    assert found
    return int(found[1])


def house(server: Server, inside: ExitStack) -> None:
    """Fill every seat until `inside` closes."""
    for _ in range(5):
        inside.enter_context(Visitor(server))


def herd(server: Server, seats: int, comers: int) -> None:
    """So many come at once: as many get in as there are seats, each of the others gets a place of their own."""
    with ThreadPoolExecutor(32) as at_once:
        pages = list(at_once.map(lambda _: come(server), range(comers)))
    waiting = [page for page in pages if page.status == HTTPStatus.SERVICE_UNAVAILABLE]
    assert sorted(page.status for page in pages) == [200] * seats + [503] * (comers - seats)
    assert sorted(number(page) for page in waiting) == list(range(1, comers - seats + 1))
    with ExitStack() as inside:
        for _ in range(seats):
            inside.enter_context(Visitor(server)).open()
        with pytest.raises(InvalidStatus):
            Visitor(server)


def test_of_thirty_who_come_at_once_five_get_in_and_nobody_an_error(small: Server) -> None:
    herd(small, seats=5, comers=30)


@pytest.mark.long
def test_of_two_hundred_who_come_at_once_forty_get_in_and_nobody_an_error(tmp_path: Path) -> None:
    with served(tmp_path / "log") as running:
        herd(running, seats=40, comers=200)


def test_a_waiting_page_keeps_its_place_and_what_was_asked_for(small: Server) -> None:
    with ExitStack() as inside:
        house(small, inside)
        _, second = come(small), come(small, "?id=a%22b&embed=true")
        again = re.search(rb'content="5; url=([^"]+)"', second.body)
        assert again
        query = html.unescape(again[1].decode())
        assert parse_qs(query[1:])["id"] == ['a"b']
        assert [number(come(small, query)) for _ in range(3)] == [2, 2, 2]


@pytest.mark.parametrize(
    "path", ["/health", "/_stcore/health", "/static/no.js", "/media/no.csv", "/oauth2callback"]
)
def test_in_a_full_house_only_pages_wait(small: Server, path: str) -> None:
    with ExitStack() as inside:
        house(small, inside)
        assert come(small).status == HTTPStatus.SERVICE_UNAVAILABLE
        assert ask(small, path, headers=PAGE).status != HTTPStatus.SERVICE_UNAVAILABLE


def test_a_download_takes_nobodys_seat(small: Server) -> None:
    for _ in range(10):
        ask(small, "/media/no.csv", headers=PAGE)
    assert [come(small).status for _ in range(5)] == [HTTPStatus.OK] * 5
