"""Each level as it is shared: what its viewers get, and that they get nothing else, on the wire and in the store."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from analysis.ask import ask
from analysis.share_snapshot import pack
from data.imports.log import import_log
from data.imports.upload import Upload
from data.store import shares
from data.store.object_store import open_store
from pages.components.sharing import dashboard
from tests import canaries
from tests.browser.conftest import settled
from tests.browser.sharing import (
    HEADER,
    NAME,
    NOTHING,
    PASSWORD,
    WORDS,
    Traffic,
    bring,
    enter,
    go,
    numbers,
    publish,
    stored,
    take_down,
)
from tests.paths import JOB_SEEKER

pytestmark = pytest.mark.browser
NAMED = ("Company", "Contact", "Role", "Opportunity", "Client")
MARCH = [date(2026, 3, day) for day in range(1, 27)]
DAYS = [day.isoformat() for day in MARCH if day.weekday()] + [
    f"{day.day} March 2026" for day in MARCH if day.weekday() and day.day > 9
]
"""The days of the log, in every form in which a page tells days; Mondays stand for their weeks."""


def explore(viewer: Page) -> None:
    """Look at every page of a share, and at what is behind its first figure."""
    for title in dashboard.PAGE_TITLES.values():
        go(viewer, title)
        expect(viewer.get_by_test_id("stAppViewContainer").get_by_text("Data up to").first).to_be_visible()
        behind = viewer.get_by_text("How do we know?")
        if behind.count():
            behind.first.click()


@pytest.mark.parametrize(
    ("level", "allowed"), [("Coded", []), ("Full", [f"canary{name.lower()}zoë" for name in NAMED])]
)
def test_viewers_get_what_the_level_allows_and_nothing_else(
    page: Page, viewers: BrowserContext, kept: Path, level: str, allowed: list[str]
) -> None:
    bring(page, canaries.log(WORDS, HEADER), f"{NAME}.csv")
    link = publish(page, level, PASSWORD)
    viewer = viewers.new_page()
    theirs = Traffic(viewer)
    viewer.goto(link)
    enter(viewer, "not the password")
    expect(viewer.get_by_text("This is not the password")).to_be_visible()
    words = [*WORDS, HEADER, NAME]
    assert theirs.found(words) == []

    enter(viewer)
    numbers(viewer)
    with viewer.expect_download() as download:
        viewer.get_by_role("button", name="Download this log").click()
    explore(viewer)
    wanted = words + (DAYS if level == "Coded" else [])
    assert [word for word in theirs.found(wanted) if word not in allowed] == []
    assert set(canaries.found(wanted, download.value.path().read_bytes())) == set(allowed)
    assert stored(kept).count(b"/v2/shares/") >= 2
    assert canaries.found(words, stored(kept)) == []


def test_a_coded_log_goes_dark_while_it_is_explored(sample: Page, viewers: BrowserContext) -> None:
    link = publish(sample, "Coded", PASSWORD)
    viewer = viewers.new_page()
    viewer.goto(link)
    enter(viewer)
    go(viewer, "Channels")
    expect(viewer.get_by_text("with data up to the week of")).to_be_visible()
    take_down(sample)
    expect(viewer.get_by_text(NOTHING)).to_be_visible()
    expect(viewer.get_by_test_id("stPlotlyChart")).to_have_count(0)
    viewer.reload()
    expect(viewer.get_by_text(NOTHING)).to_be_visible()


def test_an_explored_page_asks_for_the_password_again_when_it_is_reloaded(
    sample: Page, viewers: BrowserContext
) -> None:
    viewer = viewers.new_page()
    viewer.goto(publish(sample, "Coded", PASSWORD))
    enter(viewer)
    go(viewer, "Timing")
    viewer.reload()
    expect(viewer.get_by_role("textbox", name="Password")).to_be_visible()
    expect(viewer.get_by_test_id("stPlotlyChart")).to_have_count(0)


def test_a_coded_share_opens_in_a_frame_of_another_site(
    sample: Page, viewers: BrowserContext, elsewhere: str
) -> None:
    link = publish(sample, "Coded", PASSWORD)
    around = viewers.new_page()
    around.goto(f"{elsewhere}/?{quote(f'{link}&embed=true')}")
    inside = around.frame_locator("iframe")
    inside.get_by_role("textbox", name="Password").fill(PASSWORD)
    inside.get_by_role("button", name="Open it").click()
    expect(inside.get_by_test_id("stMetricValue")).to_have_count(4)
    inside.get_by_test_id("stPageLink").filter(has_text="Channels").click()
    expect(inside.get_by_role("heading", name="Channels", exact=True)).to_be_visible()
    expect(inside.get_by_test_id("stPlotlyChart").first).to_be_visible()


@pytest.mark.long
def test_a_share_that_runs_out_goes_dark_while_it_is_watched(
    viewers: BrowserContext, server: str, kept: Path
) -> None:
    viewer = viewers.new_page()
    viewer.goto(server)
    settled(viewer)
    log = import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=date.today())
    asked = [ask(log, "summary"), ask(log, "response_by_channel", by="all")]
    store = open_store(str(kept))
    began = datetime.now(UTC) - timedelta(days=1) + timedelta(seconds=90)
    up = shares.publish(store, pack(asked, published_on=date.today()), level="numbers", days=1, now=began)
    viewer.goto(f"{server}/shared?id={up.token}")
    numbers(viewer)
    expect(viewer.get_by_text(NOTHING)).to_be_visible()
    expect(viewer.get_by_test_id("stMetricValue")).to_have_count(0)


def test_a_downloaded_log_starts_no_formula(page: Page, viewers: BrowserContext, tmp_path: Path) -> None:
    rows = [f'2026-03-{day:02},email,=HYPERLINK("http://x{day}"),@cmd {day}' for day in range(2, 9)]
    bring(
        page, "\n".join(["sent_at,channel,company,contact", *rows]).replace('"', "'").encode(), "formulas.csv"
    )
    viewer = viewers.new_page()
    viewer.goto(publish(page, "Full", PASSWORD))
    enter(viewer)
    with viewer.expect_download() as download:
        viewer.get_by_role("button", name="Download this log").click()
    download.value.save_as(tmp_path / "log.csv")
    with (tmp_path / "log.csv").open(newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=HYPERLINK('http://x2')" in cells
    assert [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell] == []


def test_the_preview_is_the_page_that_viewers_get(sample: Page, viewers: BrowserContext) -> None:
    go(sample, "Share")
    sample.get_by_role("button", name="Preview").click()
    dialog = sample.get_by_role("dialog")
    expect(dialog.get_by_test_id("stMetricValue")).to_have_count(4)
    settled(sample)
    previewed = dialog.get_by_role("heading", level=3).all_inner_texts()
    sample.keyboard.press("Escape")
    viewer = viewers.new_page()
    viewer.goto(publish(sample))
    numbers(viewer)
    settled(viewer)
    assert viewer.get_by_role("heading", level=3).all_inner_texts() == previewed
