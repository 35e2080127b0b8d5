"""What the tests of sharing have in common: a log with a word in every place, and everything that a page is sent."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, Request, Response, WebSocket, expect

from tests import canaries
from tests.browser.conftest import settled

NOTHING = "There is no dashboard at this link"
WORDS = [f"canary{place.lower()}zoë" for place in canaries.PLACES]
HEADER, NAME = "canaryheader", "canaryfile"
PASSWORD = "a quiet orchard"  # noqa: S105 - of the shares that the tests make


class Traffic:
    """Everything that a page is sent, and every address that it asks for."""

    def __init__(self, page: Page) -> None:
        self.frames: list[bytes] = []
        self.responses: list[Response] = []
        self.requests: list[Request] = []
        page.on("websocket", self._listen)
        page.on("response", lambda response: self.responses.append(response))
        page.on("request", lambda request: self.requests.append(request))

    def _listen(self, socket: WebSocket) -> None:
        socket.on(
            "framereceived",
            lambda frame: self.frames.append(frame if isinstance(frame, bytes) else frame.encode()),
        )

    def found(self, words: list[str]) -> list[str]:
        """The words that came in any frame or body; Streamlit's own files are looked through as they are.

        Downloads are not among them: the browser keeps their bytes in a file, which a test reads for itself.
        """
        kept = [
            each for each in self.responses if "attachment" not in each.headers.get("content-disposition", "")
        ]
        bodies = {response.url: response.body() for response in kept if response.ok}
        own = [body.lower() for url, body in bodies.items() if "/static/" in url]
        rest = [body for url, body in bodies.items() if "/static/" not in url]
        deep = canaries.found(words, b"\n".join([*self.frames, *rest]))
        return [word for word in words if word in deep or any(word.encode() in body for body in own)]


def bring(page: Page, content: bytes, name: str) -> None:
    """Upload a log and go to its overview."""
    upload = page.get_by_test_id("stFileUploaderDropzoneInput").first
    upload.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(page.get_by_text("What was understood")).to_be_visible()
    go(page, "Overview")


def go(page: Page, name: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settled(page)


def publish(page: Page, level: str = "Numbers only", password: str = "") -> str:
    """Publish what is measured now, and return the link."""
    go(page, "Share")
    page.get_by_text(level, exact=True).click()
    settled(page)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_disabled()
    page.get_by_text("I understand").click()
    settled(page)
    if password:
        expect(page.get_by_text("Choose a password first")).to_be_visible()
        page.get_by_role("textbox", name="Password").fill(password)
        page.get_by_role("textbox", name="Password").press("Enter")
        settled(page)
    page.get_by_role("button", name="Publish", exact=True).click()
    link = page.get_by_test_id("stCode").filter(has_text="/shared?id=").first
    expect(link).to_be_visible()
    return link.inner_text().strip()


def take_down(page: Page) -> None:
    """Take the newest share down."""
    page.get_by_role("button", name="Take it down").first.click()
    page.get_by_role("button", name="Yes, take it down").click()


def enter(viewer: Page, password: str = PASSWORD) -> None:
    """Open a share that asks for a password."""
    viewer.get_by_role("textbox", name="Password").fill(password)
    viewer.get_by_role("button", name="Open it").click()
    settled(viewer)


def numbers(page: Page) -> list[str]:
    """The four numbers at the top, once all is drawn: what is clicked before may have moved away."""
    expect(page.get_by_test_id("stMetricValue")).to_have_count(4)
    settled(page)
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def stored(folder: Path) -> bytes:
    """Every byte below a folder."""
    kept = [file for file in sorted(folder.glob("**/*")) if file.is_file()]
    return b"\n".join(str(file).encode() + b"\n" + file.read_bytes() for file in kept)
