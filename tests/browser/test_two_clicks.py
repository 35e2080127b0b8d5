"""From a tracker as people keep it to a right chart, with at most two clicks; on a desktop and on a phone."""

import io

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, settled
from tests.trackers import TRACKERS, requires_shared

pytestmark = pytest.mark.browser
both_sizes = pytest.mark.parametrize("size", [DESKTOP, PHONE], indirect=True)


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file, and wait until it is read."""
    field = page.get_by_test_id("stFileUploaderDropzoneInput").first
    field.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()
    settled(page)


def finding(page: Page) -> str:
    """What the first finding says, once its chart is there."""
    card = page.locator(".st-key-first-finding")
    expect(card.get_by_test_id("stPlotlyChart")).to_be_visible()
    return card.inner_text()


@requires_shared
@both_sizes
def test_a_tracker_in_words_needs_the_year_and_nothing_else(page: Page) -> None:
    upload(page, "networking.csv", (TRACKERS / "networking.csv").read_bytes())
    expect(page.get_by_role("heading", name="One question first: which year?")).to_be_visible()
    page.get_by_role("button", name="2026", exact=True).click()
    settled(page)
    said = finding(page)
    assert "25 touches for 12 opportunities so far: 3 with an interview and 2 with an offer." in said
    expect(page.get_by_text("25 rows", exact=False).first).to_be_visible()
    expect(page.get_by_text("Worth a look")).to_have_count(0)


@requires_shared
@both_sizes
@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "four_columns.csv",
            "35 touches for 35 opportunities so far: 5 with an interview and 1 with an offer.",
        ),
        (
            "follow_up_columns.csv",
            "7 touches for 4 opportunities so far: 1 with an interview and 0 with an offer.",
        ),
    ],
)
def test_trackers_of_few_columns_need_no_click(page: Page, name: str, said: str) -> None:
    upload(page, name, (TRACKERS / name).read_bytes())
    assert said in finding(page)


@both_sizes
def test_a_workbook_with_two_guesses_needs_two_clicks(page: Page) -> None:
    book = openpyxl.Workbook()
    for row in (
        ("Company", "Role", "Applied", "How I applied", "Thank you sent?", "Follow-up date", "Response"),
        ("Alder", "Nurse", "2026-03-02", "Email", "", "2026-03-09", ""),
        ("Birch", "Nurse", "2026-03-03", "LinkedIn", "yes", "", "Interview"),
        ("Cedar", "Nurse", "2026-03-04", "Email", "", "2026-03-11", "Rejected"),
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    upload(page, "search.xlsx", out.getvalue())
    assert "4 touches for 3 opportunities" in finding(page)
    expect(page.get_by_text("Is “How I applied” the channel?")).to_be_visible()
    expect(page.get_by_text("Are these follow-ups that you sent, or plans?")).to_be_visible()
    for _ in range(2):
        page.get_by_role("button", name="Yes", exact=True).first.click()
        settled(page)
    assert "6 touches for 3 opportunities so far: 1 with an interview and 0 with an offer." in finding(page)
    expect(page.get_by_role("button", name="Yes", exact=True)).to_have_count(0)
