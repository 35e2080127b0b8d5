"""Real pages of the app: desktop and phone, light and dark."""

import html
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.patience import fresh

DESKTOP, PHONE = (1440, 900), (390, 844)
THEMES = ("light", "dark")
# Streamlit closes its menu after a tap only in a browser that calls itself mobile.
PHONE_BROWSER = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36"
)

LISTEN = """
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    window.wire = { asked: 0, told: performance.now() };
    this.addEventListener("message", () => { window.wire.told = performance.now(); });
  }
  send(message) {
    window.wire.asked = performance.now();
    super.send(message);
  }
};
"""
"""Keeps when a page last asked its app for something, and when it was last told something."""
QUIET = """() => {
  const { asked, told } = window.wire ?? { asked: 0, told: 0 };
  const answered = told > asked || performance.now() - asked > 5000;  // not all that is sent has an answer
  const running = document.querySelector('[data-testid="stApp"]').dataset.testScriptState !== "notRunning";
  const loading = document.querySelector('[data-testid="stMain"] [data-testid="stSkeleton"]');  // it moves all below it
  return answered && !running && !loading && performance.now() - told > 200;
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A real browser on a busy machine may miss a click: what failed there runs once more, and is listed as RERUN."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def visit(browser: Browser, **settings: Any) -> BrowserContext:
    """A browser of its own, whose pages keep what `settled` waits for."""
    context = fresh(browser, **{"viewport": {"width": 1440, "height": 900}, **settings})
    context.add_init_script(LISTEN)
    return context


def with_long(quick: object, *others: object) -> list[ParameterSet]:
    """A case for every run, and others of its kind for the long tests."""
    return [pytest.param(quick), *(pytest.param(other, marks=pytest.mark.long) for other in others)]


@pytest.fixture(params=[DESKTOP], ids=lambda size: f"{size[0]} px")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Width and height of the window; a test may ask for others with an indirect parameter."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture(params=["light"])
def theme(request: pytest.FixtureRequest) -> str:
    """Light or dark, as the system of the visitor says."""
    return str(request.param)


@pytest.fixture
def page(browser: Browser, server: str, size: tuple[int, int], theme: str) -> Iterator[Page]:
    """A visitor who has just opened the app."""
    width, height = size
    context = visit(
        browser,
        base_url=server,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        has_touch=size == PHONE,
        user_agent=PHONE_BROWSER if size == PHONE else None,
    )
    opened = context.new_page()
    opened.goto("/")
    settled(opened)
    yield opened
    context.close()


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another site: it shows whatever address stands in its query in a frame."""

    class Framing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = unquote(urlsplit(self.path).query)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'<iframe width=900 height=700 src="{html.escape(address)}"></iframe>'.encode())

        def log_message(self, *_: object) -> None:
            """Nothing to be told."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Framing) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


@pytest.fixture
def viewers(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that never saw the log."""
    context = visit(browser)
    yield context
    context.close()


@pytest.fixture
def sample(page: Page) -> Page:
    """The same visitor with the sample log, on the overview."""
    page.get_by_role("button", name="Try it with sample data").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the app has heard what was done, has run, and has drawn what it has to draw."""
    page.wait_for_timeout(100)  # what was clicked is on its way
    page.wait_for_selector('[data-testid="stApp"]')
    page.wait_for_function(QUIET)


def saved(page: Page, button: str, to: Path) -> Path:
    """The file that a button gives, under its own name in the folder `to`."""
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=button, exact=True).click()
    download.value.save_as(path := to / download.value.suggested_filename)
    return path
