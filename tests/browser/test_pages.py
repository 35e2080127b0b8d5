"""What a visitor does, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, THEMES, settled, with_long
from tests.patience import fresh

pytestmark = pytest.mark.browser
PAGES = ("Overview", "Channels", "Strategies")
STREAMLITS_OWN = {
    "aria-allowed-attr": "its pills and date fields",
    "empty-table-header": "its dataframe's grid",
    "presentation-role-conflict": "its file field",
    "svg-img-alt": "the camera above a chart, which is Plotly's",
}
"""What axe finds in Streamlit's own elements, and where."""


def open_page(page: Page, name: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=name).click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settled(page)


def test_a_visitor_may_open_any_page_first(browser: Browser, server: str) -> None:
    page = fresh(browser).new_page()
    page.goto(f"{server}/channels")
    expect(page.get_by_role("heading", name="Channels")).to_be_visible()
    expect(page.get_by_text("Nothing to show yet")).to_be_visible()


def test_an_upload_is_reported_and_leads_to_the_overview(page: Page) -> None:
    log = b"sent_at,channel,company\n2026-03-02,email,Kites\n2026-03-05,letter,Teapots\nsoon,email,Looms\n"
    upload = page.get_by_test_id("stFileUploaderDropzoneInput").first
    upload.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": log})
    expect(page.get_by_text("Put rows right: 1 row to look at")).to_be_visible()
    page.get_by_role("button", name="See your overview").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()


def test_filters_live_in_the_address_and_on_every_page(sample: Page) -> None:
    open_page(sample, "Channels")
    sample.get_by_text("Filters", exact=True).click()
    sample.get_by_role("toolbar", name="Channel").get_by_role("button", name="LinkedIn").click()
    expect(sample).to_have_url(re.compile("channel=LinkedIn"))
    open_page(sample, "Strategies")
    expect(sample.get_by_text("What you filtered")).to_be_visible()
    sample.get_by_role("button", name="Clear filters").click()
    expect(sample).not_to_have_url(re.compile("channel"))


def test_what_counts_as_a_reply_is_chosen_once_for_all_pages(sample: Page) -> None:
    open_page(sample, "Channels")
    sample.get_by_text("Filters", exact=True).click()
    sample.get_by_text("so far, all", exact=True).click()
    expect(sample).to_have_url(re.compile("basis=so"))
    open_page(sample, "Overview")
    expect(sample.get_by_text("Replies so far are counted.")).to_be_visible()


def test_filters_that_were_cleared_stay_so_whatever_is_done_next(sample: Page) -> None:
    open_page(sample, "Channels")
    sample.get_by_text("Filters", exact=True).click()
    sample.get_by_role("toolbar", name="Channel").get_by_role("button", name="LinkedIn").click()
    expect(sample).to_have_url(re.compile("channel=LinkedIn"))
    sample.get_by_text("Filters", exact=True).click()
    sample.get_by_role("button", name="Clear filters").click()
    expect(sample.get_by_text("Your whole log")).to_be_visible()
    # The address changes first, and until the filters do, the browser still sends what they were.
    settled(sample)
    sample.get_by_role("radio", name="person").click()
    expect(sample).to_have_url(re.compile("per=person"))
    settled(sample)
    expect(sample.get_by_text("Your whole log")).to_be_visible()
    expect(sample).not_to_have_url(re.compile("channel="))


def test_a_click_on_a_bar_filters_and_its_chip_takes_that_back(sample: Page) -> None:
    open_page(sample, "Channels")
    sample.locator(".js-plotly-plot .barlayer .point path").nth(1).click(force=True)
    expect(sample).to_have_url(re.compile(r"channel=\w+"))
    sample.get_by_role("button", name="Clear filters").click()
    expect(sample.get_by_text("Your whole log")).to_be_visible()


@pytest.mark.parametrize("size", [PHONE], indirect=True)
def test_on_a_phone_nothing_is_wider_than_the_screen(sample: Page) -> None:
    for name in reversed(PAGES):
        sample.get_by_test_id("stExpandSidebarButton").click()
        sample.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
        expect(sample.get_by_role("heading", name=name, exact=True)).to_be_visible()
        expect(sample.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        assert sample.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("theme", with_long(*THEMES), indirect=True)
@pytest.mark.parametrize("size", [DESKTOP], indirect=True)
def test_no_page_shuts_anybody_out(page: Page) -> None:
    found = {"Start": problems(page)}
    page.get_by_role("button", name="Try it with sample data").click()
    for name in ("Overview", "Channels", "Strategies"):
        open_page(page, name)
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        found[name] = problems(page)
    page.get_by_test_id("stTopNavLink").filter(has_text="Log").click()
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()
    found["Log"] = problems(page)
    assert found == {name: [] for name in found}


def problems(page: Page) -> list[str]:
    """What axe calls serious or worse, without what is Streamlit's own."""
    settled(page)
    violations = Axe().run(page).response["violations"]
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:200]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical") and violation["id"] not in STREAMLITS_OWN
    ]
