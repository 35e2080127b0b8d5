"""Exports of tools, dropped by a person in a real browser: the questions that they get, and their first chart."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import settled

pytestmark = pytest.mark.browser


def archive(folder: Path) -> FilePayload:
    """The files of a folder as the ZIP archive in which they were exported."""
    out = io.BytesIO()
    with ZipFile(out, "w") as written:
        for path in sorted(folder.iterdir()):
            written.write(path, path.name)
    return {"name": "LinkedInDataExport.zip", "mimeType": "application/zip", "buffer": out.getvalue()}


def drop(page: Page, file: Path | FilePayload) -> None:
    """Drop a file as the first one."""
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(file)
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()
    settled(page)


def answer(page: Page, question: str, said: str) -> None:
    """Answer the question that is asked first."""
    expect(page.get_by_role("heading", name=f"One question first: {question}")).to_be_visible()
    page.get_by_role("button", name=said, exact=True).click()
    settled(page)


def first_chart(page: Page, used: str) -> list[str]:
    """The words in the first chart of the overview, once so many rows are used and nothing more is asked."""
    expect(page.get_by_role("heading", name="One question first")).to_have_count(0)
    fate = page.get_by_test_id("stMetric").filter(has_text="Used")
    expect(fate.get_by_test_id("stMetricValue")).to_have_text(used)
    page.get_by_role("button", name="See your overview").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    settled(page)
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    expect(chart.locator("svg text").first).to_be_visible()
    return sorted(filter(None, chart.locator("svg text").all_text_contents()))


def test_the_archive_of_linkedin_asks_nothing(page: Page, shared_data: Path) -> None:
    drop(page, archive(shared_data / "export_formats" / "linkedin"))
    expect(page.get_by_text("10 rows, read as LinkedIn archive.")).to_be_visible()
    assert first_chart(page, "6") == ["Answered1", "Applied2", "No answer2", "Reached out1", "Still open1"]
    expect(page.get_by_text("4 touches for 3 opportunities so far")).to_be_visible()


def test_a_tracker_of_airtable_asks_how_dates_are_written(page: Page, shared_data: Path) -> None:
    drop(page, shared_data / "export_formats" / "airtable" / "Applications-Grid view.csv")
    answer(page, "how do you write dates?", "The month comes first")
    assert first_chart(page, "2") == ["0", "1", "2", "E-mail", "Event", "Jan 52026", "sent"]
    expect(page.get_by_text("with data up to 7 January 2026")).to_be_visible()


def test_messages_of_linkedin_alone_ask_who_wrote_them(page: Page, shared_data: Path) -> None:
    drop(page, shared_data / "export_formats" / "linkedin" / "messages_2026_all_quoted.csv")
    answer(page, "who are you?", "Jordan Pike")
    assert first_chart(page, "2") == ["Answered1", "Reached out1", "Still open1"]
    expect(page.get_by_text("1 touch for 1 opportunity so far")).to_be_visible()


def test_a_mailbox_asks_nothing(page: Page, shared_data: Path) -> None:
    drop(page, shared_data / "export_formats" / "gmail_takeout" / "Sent.mbox")
    assert first_chart(page, "2") == ["Answered1", "Applied1", "Still open1"]
    expect(page.get_by_text("Of 1 opportunity, 1 had an answer.")).to_be_visible()
