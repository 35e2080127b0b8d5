"""Sharing as it is done: two browsers, one link, and everything that is sent to the one that only looks."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import canaries
from tests.browser.conftest import settled, with_long
from tests.browser.sharing import (
    HEADER,
    NAME,
    NOTHING,
    WORDS,
    Traffic,
    bring,
    numbers,
    publish,
    stored,
    take_down,
)
from tests.paths import SAMPLES

pytestmark = pytest.mark.browser
REAL = "real/heiss_academic_2016_2018/jobs_clean.csv"


def sent_since(page: Page, day: str) -> None:
    """Filter by a first day, typed as eight digits; it counts as soon as one clicks elsewhere."""
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("spinbutton", name="year, Sent from").press_sequentially(day, delay=50)
    page.mouse.click(1420, 880)


@pytest.mark.parametrize("name", with_long("job_seeker.csv", "real"))
def test_a_share_is_seen_elsewhere_and_goes_dark(
    page: Page, viewers: BrowserContext, name: str, request: pytest.FixtureRequest
) -> None:
    samples = SAMPLES
    file: Path = request.getfixturevalue("shared_data") / REAL if name == "real" else samples / name
    if not file.is_file():
        pytest.skip(f"no {file}")
    bring(page, file.read_bytes(), file.name)
    whole = numbers(page)
    sent_since(page, "20170101" if name == "real" else "20260501")
    expect(page.get_by_text("What you filtered")).to_be_visible()
    settled(page)
    shown = numbers(page)
    assert shown != whole

    link = publish(page)
    viewer, embedded = viewers.new_page(), viewers.new_page()
    viewer.goto(link)
    assert numbers(viewer) == shown
    embedded.goto(f"{link}&embed=true")
    assert numbers(embedded) == shown
    for seen in (viewer, embedded):
        expect(seen.get_by_test_id("stTopNavLink")).to_have_count(0)
        expect(seen.get_by_test_id("stSidebar")).to_have_count(0)

    take_down(page)
    for seen in (viewer, embedded):
        expect(seen.get_by_text(NOTHING)).to_be_visible()
        expect(seen.get_by_test_id("stMetricValue")).to_have_count(0)


def test_no_word_of_a_log_reaches_a_viewer_or_the_store(
    page: Page, viewers: BrowserContext, kept: Path
) -> None:
    owner = page.context.new_page()
    mine = Traffic(owner)
    owner.goto("/")
    bring(owner, canaries.log(WORDS, HEADER), f"{NAME}.csv")
    link = publish(owner)
    words = [*WORDS, HEADER, NAME]
    assert HEADER in mine.found(words)  # the owner's own page gets them, so a leak would be seen

    viewer = viewers.new_page()
    theirs = Traffic(viewer)
    viewer.goto(link)
    numbers(viewer)
    viewer.get_by_text("How do we know?").first.click()
    with viewer.expect_download() as download:
        viewer.get_by_role("button", name="Download this table").first.click()
    viewer.wait_for_timeout(6_000)  # until it was looked once whether the share is still up
    assert len(theirs.frames) > 3
    assert theirs.found(words) == []
    assert canaries.found(words, download.value.path().read_bytes()) == []

    assert stored(kept).count(b"/v2/shares/") >= 2
    assert canaries.found(words, stored(kept)) == []


def test_the_token_is_in_the_address_and_nowhere_else(sample: Page, viewers: BrowserContext) -> None:
    link = publish(sample)
    viewer = viewers.new_page()
    theirs = Traffic(viewer)
    viewer.goto(link)
    numbers(viewer)
    token = urlsplit(link).query.removeprefix("id=")
    asked = [request for request in theirs.requests if token in request.url]
    assert [request.resource_type for request in asked] == ["document"]
    hosts = {urlsplit(request.url).netloc for request in theirs.requests}
    assert hosts == {urlsplit(link).netloc}


def test_what_a_viewer_could_download_is_gone_too(page: Page, viewers: BrowserContext) -> None:
    rows = [
        f"2026-03-{day:02},email,Kite {day}" for day in range(1, 18)
    ]  # Streamlit keeps equal files once for all
    bring(page, "\n".join(["sent_at,channel,company", *rows]).encode(), "kites.csv")
    link = publish(page)
    viewer = viewers.new_page()
    viewer.goto(link)
    viewer.get_by_text("How do we know?").first.click()
    with viewer.expect_download() as download:
        viewer.get_by_role("button", name="Download this table").first.click()
    assert viewer.request.get(download.value.url).ok
    take_down(page)
    expect(viewer.get_by_text(NOTHING)).to_be_visible()
    page.get_by_test_id("stTopNavLink").filter(has_text="Log").click()
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()
    settled(page)  # it drops a file at the second run after the last page that offered it
    assert viewer.request.get(download.value.url).status == 404


def test_a_link_leads_nowhere_but_to_the_dashboard(sample: Page, viewers: BrowserContext) -> None:
    link = urlsplit(publish(sample))
    for path in ("/", "/log", "/share", "/nowhere"):
        viewer = viewers.new_page()
        viewer.goto(f"{link.scheme}://{link.netloc}{path}?{link.query}&embed=true")
        expect(viewer.get_by_role("heading", name="Shared dashboard")).to_be_visible()
        expect(viewer).to_have_url(re.compile(rf"/shared\?.*{link.query}"))
        viewer.close()


def test_a_downloaded_key_takes_the_share_down_in_another_browser(
    sample: Page, viewers: BrowserContext, server: str
) -> None:
    link = publish(sample)
    with sample.expect_download() as download:
        sample.get_by_role("button", name="Download the owner's key").click()
    key = download.value.path().read_text()
    assert urlsplit(link).query.removeprefix("id=") not in key
    other = viewers.new_page()
    other.goto(f"{server}/share")
    upload = other.get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files({"name": "key.txt", "mimeType": "text/plain", "buffer": key.encode()})
    take_down(other)
    expect(other.get_by_text("Taken down")).to_be_visible()
    viewer = viewers.new_page()
    viewer.goto(link)
    expect(viewer.get_by_text(NOTHING)).to_be_visible()
