"""A kept log in a real browser: what a reload loses, the key file brings back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from data.store.saved_log import read_key_file
from tests import canaries
from tests.browser.conftest import DESKTOP, THEMES, settled, visit, with_long
from tests.browser.sharing import HEADER, NAME, WORDS, go
from tests.browser.test_pages import problems

pytestmark = pytest.mark.browser
SENT = b"sent_at,channel,company\n03/04/2026,email,Kites\n05/04/2026,brieftaube,Teapots\n06/04/2026,letter,Looms\n"


@pytest.fixture
def elsewhere(browser: Browser, server: str) -> Iterator[Page]:
    """Another device, on which the app was never opened."""
    context = visit(browser, base_url=server)
    yield opened(context)
    context.close()


def opened(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/")
    settled(page)
    return page


def bring(page: Page, content: bytes, name: str) -> None:
    upload = page.get_by_test_id("stFileUploaderDropzoneInput").first
    upload.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()


def keep(page: Page) -> bytes:
    """Keep the log of this page, and return its key file."""
    page.get_by_role("button", name="Keep this log").click()
    expect(page.get_by_role("heading", name="This log is kept")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the key file").click()
    return download.value.path().read_bytes()


def choose(page: Page, key: bytes) -> None:
    """Choose a key file where nothing was brought yet."""
    page.get_by_text("Have a log back that you kept here").click()
    upload = page.get_by_test_id("stExpander").get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files({"name": "key.txt", "mimeType": "text/plain", "buffer": key})


def letters_only(page: Page) -> None:
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("toolbar", name="Channel").get_by_role("button", name="Letter").click()


def stored(key: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every file that the server stores for this key."""
    folder = read_key_file(key).folder
    return [
        path for path in tmp_path_factory.getbasetemp().glob(f"shares[0-9]*/{folder}/*") if path.is_file()
    ]


def test_a_reload_loses_the_log_and_the_key_file_brings_all_of_it_back(page: Page, elsewhere: Page) -> None:
    bring(page, SENT, "mine.csv")
    page.get_by_role("button", name="The day comes first").click()
    key = keep(page)
    go(page, "Channels")
    letters_only(page)
    expect(page).to_have_url(re.compile("channel=Letter"))
    settled(page)

    page.goto("/")
    expect(page.get_by_role("heading", name="Which follow-ups get answers?")).to_be_visible()
    choose(elsewhere, key)
    elsewhere.get_by_role("button", name="Bring it back").click()
    expect(elsewhere.get_by_role("heading", name="This log is kept")).to_be_visible()
    expect(elsewhere.get_by_text("mine.csv: 3 rows")).to_be_visible()
    expect(elsewhere.get_by_text("One question first")).to_have_count(0)
    go(elsewhere, "Channels")
    expect(elsewhere).to_have_url(re.compile("channel=Letter"))
    expect(elsewhere.get_by_text("What you filtered, with data up to 6 April 2026.")).to_be_visible()


def test_what_is_stored_holds_no_word_and_goes_at_once(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bring(page, canaries.log(WORDS, HEADER), f"{NAME}.csv")
    key = keep(page)
    words = [*WORDS, HEADER, NAME, read_key_file(key).place, read_key_file(key).key]
    [path] = stored(key, tmp_path_factory)
    assert canaries.found(words, str(path).encode() + path.read_bytes()) == []
    page.get_by_role("button", name="Delete the kept copy").click()
    expect(page.get_by_text("encrypted bytes, was deleted on")).to_be_visible()
    expect(page.get_by_role("button", name="Download the key file")).to_have_count(0)
    assert stored(key, tmp_path_factory) == []


def test_a_deleted_log_does_not_come_back_from_another_tab(page: Page, elsewhere: Page) -> None:
    bring(page, SENT.replace(b"/2026", b".04.2026"), "mine.csv")
    key = keep(page)
    choose(elsewhere, key)
    elsewhere.get_by_role("button", name="Delete it for good").click()
    expect(elsewhere.get_by_text("encrypted bytes, was deleted on")).to_be_visible()
    go(page, "Channels")
    letters_only(page)
    page.keyboard.press("Escape")
    page.get_by_test_id("stTopNavLink").filter(has_text="Log").click()
    expect(page.get_by_text("Your latest changes are not kept", exact=True)).to_be_visible()
    elsewhere.get_by_role("button", name="Bring it back").click()
    expect(elsewhere.get_by_text("Nothing is kept under this key")).to_be_visible()


@pytest.mark.parametrize("theme", with_long(*THEMES), indirect=True)
@pytest.mark.parametrize("size", [DESKTOP], indirect=True)
def test_keeping_shuts_nobody_out(sample: Page) -> None:
    sample.get_by_test_id("stTopNavLink").filter(has_text="Log").click()
    expect(sample.get_by_role("heading", name="Your log")).to_be_visible()
    keep(sample)
    assert problems(sample) == []
