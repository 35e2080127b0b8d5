"""Going on with a log in a real browser: a newer version of its file, then another file beside it."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, settled, with_long
from tests.browser.test_pages import problems

pytestmark = pytest.mark.browser
OLD = b"""sent_at,channel,company,outcome
2026-08-03,email,Kites,
2026-08-05,letter,Teapots,
2026-08-06,email,Looms,
"""
NEW = b"""sent_at,channel,company,outcome
2026-08-03,email,Kites,
2026-08-05,letter,Teapots,reply
2026-08-09,email,Boats,
"""
CALLS = b"day,how,company,length\n2026-08-04,phone,Kites,5\nsoon,phone,Boats,5\n"


def csv(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def drop(page: Page, place: str, *files: FilePayload) -> None:
    """Drop files where a label says so."""
    uploader = page.get_by_test_id("stFileUploader").filter(has_text=place)
    uploader.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)


def used(page: Page, number: str) -> None:
    settled(page)
    fate = page.get_by_test_id("stMetric").filter(has_text="Used")
    expect(fate.get_by_test_id("stMetricValue")).to_have_text(number)


@pytest.mark.parametrize("size", with_long(DESKTOP, PHONE), indirect=True)
def test_a_log_goes_on_in_a_newer_version_and_with_another_file_beside_it(page: Page) -> None:
    drop(page, "A file of your activity", csv("log.csv", OLD))
    used(page, "3")
    page.get_by_text("Bring a newer version, or another file beside it").click()
    drop(page, "A newer version of this file", csv("newer.csv", NEW))
    expect(
        page.get_by_text("1 row is known, 1 is new, 1 changed, 1 is not in the newer file.")
    ).to_be_visible()
    assert problems(page) == []
    page.get_by_role("button", name="Take the newer version").click()
    used(page, "4")
    drop(page, "Another file beside it", csv("calls.csv", CALLS))
    page.get_by_role("button", name="Make one log of these 2").click()
    used(page, "5")
    expect(page.get_by_text("Set aside in one of your files: 1 row")).to_be_visible()
    assert problems(page) == []


def test_two_files_dropped_at_once_are_one_log(page: Page) -> None:
    drop(page, "A file of your activity", csv("log.csv", OLD), csv("calls.csv", CALLS))
    page.get_by_role("button", name="Make one log of these 2").click()
    used(page, "4")
    expect(page.get_by_text("Read together: log.csv (3 rows), calls.csv (2 rows).")).to_be_visible()
