"""Putting rows right in a real browser: a cell of the table itself, and a touch by hand."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, settled, with_long

pytestmark = pytest.mark.browser
LOG = b"sent_at,channel,company\n2026-03-02,email,Kites\nsoon,email,Looms\n"
HEADER, ROW = 36, 35


def bring(page: Page) -> None:
    upload = page.get_by_test_id("stFileUploaderDropzoneInput").first
    upload.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": LOG})
    expect(page.get_by_text("Put rows right: 1 row to look at")).to_be_visible()
    settled(page)


def used(page: Page) -> Locator:
    return page.get_by_test_id("stMetric").filter(has_text="Used").get_by_test_id("stMetricValue")


def type_into_first_row(page: Page, column: int, text: str) -> None:
    """The table is drawn on a canvas; its cells are reached by the keys, from the first one of the first row."""
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.click(position={"x": 20, "y": HEADER + ROW // 2})
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    written = page.locator(".gdg-input")
    expect(written).to_be_focused()
    written.fill(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", with_long(DESKTOP, PHONE), indirect=True, ids=["desktop", "phone"])
def test_a_date_is_put_right_in_its_cell_and_undone(page: Page) -> None:
    bring(page)
    type_into_first_row(page, 1, "2026-03-05")
    expect(page.get_by_text("Line 3, sent_at: “soon” is now “2026-03-05”.")).to_be_visible()
    expect(used(page)).to_have_text("2")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(used(page)).to_have_text("1")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], indirect=True, ids=["desktop", "phone"])
def test_touches_are_added_by_hand_in_a_few_taps(page: Page) -> None:
    bring(page)
    page.get_by_role("button", name="Add an activity").click()
    form = page.get_by_role("dialog")
    form.get_by_role("combobox", name="How").click()
    page.get_by_role("option", name="Letter").click()
    form.get_by_role("button", name="Add another").click()
    expect(form.get_by_text("1 activity added.")).to_be_visible()
    form.get_by_role("button", name="Add", exact=True).click()
    expect(form).to_have_count(0)
    expect(used(page)).to_have_text("3")
    expect(page.get_by_text("Added by hand: 2")).to_be_visible()
    assert (size := page.viewport_size) is not None
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size["width"]


def test_what_was_added_shows_once_the_form_is_closed(page: Page) -> None:
    bring(page)
    page.get_by_role("button", name="Add an activity").click()
    form = page.get_by_role("dialog")
    form.get_by_role("button", name="Add another").click()
    expect(form.get_by_text("1 activity added.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(used(page)).to_have_text("2")
