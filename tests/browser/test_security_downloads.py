"""What is taken out of the app: everybody gets their own bytes, and no spreadsheet runs any of them."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import settled, visit
from tests.browser.visiting import bring, go, hostile, popovers, titles

pytestmark = pytest.mark.browser


@pytest.fixture
def two(browser: Browser, server: str) -> Iterator[tuple[Page, Page]]:
    """Two people, each with a browser of their own."""
    contexts = [visit(browser, base_url=server) for _ in range(2)]
    one, other = (context.new_page() for context in contexts)
    for page in (one, other):
        page.goto("/")
        settled(page)
    yield one, other
    for context in contexts:
        context.close()


def twin(company: str) -> bytes:
    """A log whose clean form is longer than the samples by which Streamlit tells large files apart."""
    rows = [
        f"2026-03-{1 + day % 28:02},email,{company if day == 2_000 else 'Kites'} {day}"
        for day in range(20_000)
    ]
    return "\n".join(["sent_at,channel,company", *rows]).encode()


def test_two_large_files_that_differ_in_one_letter_stay_two(two: tuple[Page, Page]) -> None:
    found = []
    for page, company in zip(two, ("Looms", "Rooms"), strict=True):
        bring(page, "log.csv", twin(company))
        page.get_by_role("button", name="The clean log").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        found.append((download.value.url, download.value.path().read_text(encoding="utf-8")))
    (url, text), (other_url, other_text) = found
    assert len(text) == len(other_text) > 2**20
    assert url != other_url
    assert ("Looms 2000" in text, "Rooms 2000" in text) == (True, False)
    assert ("Looms 2000" in other_text, "Rooms 2000" in other_text) == (False, True)


FORMULAS = (
    "=cmd|' /c calc'!A1",
    "+1+cmd",
    "-2+3+cmd",
    "@SUM(1,1)",
    "\t=1+1",
    '=HYPERLINK("https://evil.example","x")',
)
FIRST = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?[\d.,]+(e[+-]?\d+)?%?")


def formulas(name: str, content: bytes) -> list[object]:
    """The cells of a table that a spreadsheet would run: a workbook says which, in a CSV the first letter does."""
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(content))
        return [
            cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        ]
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row if cell[:1] in FIRST and not NUMBER.fullmatch(cell)]


def offered(page: Page) -> Iterator[Locator]:
    """The buttons of all downloads of a page, also of those that pop up."""
    enabled = '[data-testid="stDownloadButton"] button:enabled'
    yield from page.get_by_test_id("stMain").locator(enabled).all()
    for body in popovers(page):
        yield from body.locator(enabled).all()


def taken_from(page: Page, pages: Sequence[str]) -> tuple[int, list[object]]:
    """How many tables these pages offer for a log full of formulas, and which cells of them would run."""
    bring(page, "log.csv", hostile(FORMULAS))
    tables: dict[str, list[object]] = {}
    for title in pages:
        go(page, title)
        for button in offered(page):
            with page.expect_download() as download:
                button.click()
            name = download.value.suggested_filename
            if name.endswith((".csv", ".xlsx")):
                tables[name] = formulas(name, download.value.path().read_bytes())
    return len(tables), [cell for found in tables.values() for cell in found]


def test_no_cell_of_a_download_is_a_formula(page: Page) -> None:
    number, found = taken_from(page, ["Log"])
    assert number >= 3
    assert found == []


@pytest.mark.long
def test_no_cell_of_any_download_is_a_formula(page: Page) -> None:
    number, found = taken_from(page, titles(page))
    assert number >= 15
    assert found == []


def test_a_table_on_screen_offers_no_download_of_its_own(sample: Page) -> None:
    go(sample, "Overview")
    table = sample.get_by_test_id("stDataFrame").first
    table.hover()
    tools = table.get_by_test_id("stElementToolbarButton").locator("button")
    expect(tools.first).to_be_visible()
    assert [
        told for told in tools.evaluate_all("all => all.map(each => each.ariaLabel)") if "ownload" in told
    ] == []
