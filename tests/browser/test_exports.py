"""What a visitor takes away, downloaded by a real browser and opened again without a network."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from analysis.ask import ask
from analysis.filters import Filters
from analysis.report import report_html
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.browser.conftest import saved, settled
from tests.paths import JOB_SEEKER
from tests.patience import fresh

pytestmark = pytest.mark.browser
TODAY = date(2026, 9, 20)


@pytest.fixture
def brought(page: Page) -> Page:
    """Someone who has brought the sample log as a file of their own."""
    page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(JOB_SEEKER)
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()
    settled(page)
    return page


class Offline:
    """A page without a network; all that it asks for or complains about is in `noise`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.noise: list[str] = []
        page.on("request", lambda request: self.noise.append(request.url))
        page.on("console", lambda message: self.noise.append(message.text))
        page.on("pageerror", lambda error: self.noise.append(str(error)))

    def printed(self) -> list[str]:
        """The text of each page that comes out of the printer, in one line."""
        sheets = PdfReader(io.BytesIO(self.page.pdf(prefer_css_page_size=True))).pages
        return [" ".join(sheet.extract_text().split()) for sheet in sheets]


@pytest.fixture
def offline(browser: Browser) -> Iterator[Offline]:
    context = fresh(browser, offline=True)
    yield Offline(context.new_page())
    context.close()


def test_the_clean_log_comes_back_as_itself_in_every_kind_of_file(brought: Page, tmp_path: Path) -> None:
    brought.get_by_role("button", name="The clean log").click()
    clean = import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).clean_table()
    for kind in ("CSV", "Parquet", "Excel"):
        path = saved(brought, kind, tmp_path)
        assert import_log(Upload(path.read_bytes(), path.name)).clean_table().equals(clean), kind


def pressed(page: Page, camera: str) -> tuple[str, bytes]:
    """Name and bytes of what the first camera of this name saves, when it is reached and pressed by keyboard."""
    settled(page)
    button = page.get_by_role("button", name=camera, exact=True).first
    expect(button).to_have_css("opacity", "1")
    button.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_figure_is_saved_as_png_and_svg_with_the_keyboard_alone(sample: Page, server: str) -> None:
    assert "script-src 'self';" in sample.request.get(server).headers["content-security-policy"]
    name, content = pressed(sample, "Download plot as a PNG")
    assert (name, content[:4]) == ("journey.png", b"\x89PNG")
    sample.locator("summary").filter(has_text="How do we know?").first.press("Enter")
    sample.get_by_role("tab", name="The numbers").first.press("End")
    sample.get_by_role("radio", name="PNG").first.press("ArrowRight")
    sample.keyboard.press("Space")
    name, content = pressed(sample, "Download plot")
    assert (name, content[:4]) == ("journey.svg", b"<svg")
    assert b"Reached out" in content


def test_a_report_has_the_filters_that_are_set_and_needs_no_network(
    brought: Page, offline: Offline, tmp_path: Path
) -> None:
    brought.get_by_test_id("stTopNavLink").filter(has_text="Channels").click()
    brought.get_by_text("Filters", exact=True).click()
    brought.get_by_role("toolbar", name="Channel").get_by_role("button", name="Phone").click()
    expect(brought.get_by_text("What you filtered")).to_be_visible()
    brought.get_by_test_id("stTopNavLink").filter(has_text="Log").click()
    brought.get_by_role("button", name="A report").click()
    expect(brought.get_by_text("Counted only: channels Phone.")).to_be_visible()
    path = saved(brought, "Download the report", tmp_path)
    offline.page.goto(path.as_uri())
    expect(offline.page.locator(".figure svg").first).to_be_visible()
    expect(offline.page.get_by_text("Counted only: channels Phone.").first).to_be_visible()
    assert offline.noise == [path.as_uri()]


def test_each_printed_page_says_the_filters_and_the_data_date(offline: Offline, tmp_path: Path) -> None:
    log = import_log(Upload(JOB_SEEKER.read_bytes(), JOB_SEEKER.name)).measure(today=TODAY)
    view = Filters(since=date(2026, 4, 1), channels=("email", 'a"b</style>\\'))
    answers = [
        ask(log, key, view) for key in ("weekly_activity", "response_by_strategy", "offers_by_strategy")
    ]
    (path := tmp_path / "report.html").write_text(
        report_html.render_page(answers, log.as_of, view), encoding="utf-8"
    )
    offline.page.goto(path.as_uri())
    pages = offline.printed()
    counted = 'Counted only: since 2026-04-01; channels E-mail and a"b</style>\\.'
    foot = f"Top of Mind. Data up to 3 September 2026. {counted}"
    assert len(pages) > 3
    assert [number for number, text in enumerate(pages, 1) if foot not in text] == []
    assert [text for number, text in enumerate(pages, 1) if f"{number} / {len(pages)}" not in text] == []


def test_proof_of_search_is_looked_through_before_it_is_taken(
    brought: Page, offline: Offline, tmp_path: Path
) -> None:
    brought.get_by_role("button", name="Proof of search").click()
    dialog = brought.get_by_role("dialog")
    expect(dialog.get_by_text("26 weeks, the target of 3 activities met in 24.")).to_be_visible()
    expect(dialog.get_by_role("button", name="To print")).to_be_disabled()
    untick_first_row(brought)
    dialog.get_by_text("I have looked through these rows").click()
    expect(dialog.get_by_role("button", name="To print")).to_be_enabled()
    table = list(
        csv.DictReader(saved(brought, "As a table (CSV)", tmp_path).open(encoding="utf-8", newline=""))
    )
    assert (len(table), table[0]["date"], table[0]["source"]) == (197, "2026-03-13", "self-reported")

    path = saved(brought, "To print", tmp_path)
    offline.page.goto(path.as_uri())
    expect(offline.page.get_by_role("heading", name="Proof of search")).to_be_visible()
    assert offline.noise == [path.as_uri()]
    foot = "Proof of search, self-reported. 9 March 2026 to 6 September 2026. Data up to 3 September 2026."
    assert [text for text in offline.printed() if foot not in text] == []


def untick_first_row(page: Page) -> None:
    """Its table is drawn on a canvas, so the tick is where the first cell below the header is."""
    table = page.get_by_role("dialog").get_by_test_id("stDataFrame")
    table.click(position={"x": 45, "y": 52})
    expect(page.get_by_text("26 weeks, the target of 3 activities met in 24.")).to_be_visible()
    settled(page)
