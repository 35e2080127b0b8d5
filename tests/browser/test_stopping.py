"""A large file in a real browser: how far it is read is shown, and the person can stop it."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from benchmarks import cohort
from tests.browser.conftest import settled
from tests.browser.visiting import bring

pytestmark = [pytest.mark.browser, pytest.mark.long]


def drop(page: Page, folder: Path) -> None:
    """Bring a small log, then a large one in its place."""
    cohort.write(folder / "large.csv", 400_000)
    bring(page, "small.csv", b"sent_at,channel,company\n2026-03-02,email,Kites\n2026-03-04,email,Looms\n")
    page.get_by_text("Start over with another file").click()
    another = page.get_by_test_id("stFileUploader").filter(has_text="A file of your activity")
    another.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(folder / "large.csv")


def used(page: Page) -> Locator:
    return page.get_by_test_id("stMetric").filter(has_text="Used").get_by_test_id("stMetricValue")


def test_a_large_file_is_stopped_and_the_log_before_stays(page: Page, tmp_path: Path) -> None:
    drop(page, tmp_path)
    page.get_by_role("button", name="Stop reading").click()
    expect(page.get_by_role("button", name="Stop reading")).to_have_count(0)
    settled(page)
    expect(used(page)).to_have_text("2")


def test_how_far_a_large_file_is_read_is_told_until_it_is_the_log(page: Page, tmp_path: Path) -> None:
    drop(page, tmp_path)
    expect(page.get_by_text("(step 3 of 4)")).to_be_visible()
    expect(used(page)).to_have_text("400,000")
    page.get_by_role("link", name="Overview").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()
    expect(page.get_by_role("button", name="Stop reading")).to_have_count(0)
