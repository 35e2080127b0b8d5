"""The notebook in a real browser: a question of one's own, from the first mistake to a viewer who sees the answer."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from analysis.notebook.sandbox.confinement_check import check_confinement
from tests.browser.conftest import DESKTOP, PHONE, THEMES, settled, with_long
from tests.browser.sharing import PASSWORD, enter, go, publish
from tests.browser.test_pages import problems

pytestmark = pytest.mark.browser

WRONG = "select channel, count(*) as sent\nform touches\ngroup by channel\norder by sent desc"
RIGHT = WRONG.replace("form", "from")
ENDLESS = "select levenshtein(repeat('x', 200000), repeat('y', 200000))"


@pytest.fixture
def notebook(sample: Page) -> Page:
    """The empty notebook of the sample log."""
    if not check_confinement():
        pytest.skip(check_confinement().reason)
    go(sample, "Notebook")
    return sample


def write(page: Page, text: str, add: str = "Add SQL", field: str = "SQL") -> None:
    """Add a cell and write into it."""
    page.get_by_role("button", name=add).click()
    fill(page, text, field)


def fill(page: Page, text: str, field: str = "SQL") -> None:
    """Write into the cell that is open, and wait for what it gives."""
    send(page, text, field)
    settled(page)


def send(page: Page, text: str, field: str = "SQL") -> None:
    """Write into the cell that is open."""
    place = page.get_by_role("textbox", name=field)
    place.fill(text)
    place.press("Control+Enter")


def cells(page: Page) -> Locator:
    return page.locator("[class*='st-key-cell-']")


def do(page: Page, cell: int, what: str) -> None:
    """Choose something in the menu of a cell, with the keyboard."""
    cells(page).nth(cell).get_by_role("button", name="More").press("Enter")
    page.get_by_role("menuitem", name=what).press("Enter")
    settled(page)


def test_sql_is_written_in_letters_of_one_width(notebook: Page) -> None:
    notebook.get_by_role("button", name="Add SQL").click()
    font = re.compile("Source Code Pro.*monospace")
    expect(notebook.get_by_role("textbox", name="SQL")).to_have_css("font-family", font)


def test_from_a_mistake_to_a_viewer_who_sees_the_answer(notebook: Page, viewers: BrowserContext) -> None:
    write(notebook, WRONG)
    expect(notebook.get_by_text("Line 2")).to_be_visible()
    expect(notebook.get_by_text("2 | form touches")).to_be_visible()
    fill(notebook, RIGHT)
    expect(notebook.get_by_text("11 rows, in")).to_be_visible()

    notebook.get_by_role("radio", name="Bar").or_(
        notebook.get_by_role("button", name="Bar", exact=True)
    ).click()
    expect(notebook.locator(".js-plotly-plot .barlayer .point")).to_have_count(11)
    write(notebook, "## What I see\n\nE-mail leads.", "Add a text", "Text (Markdown)")
    notebook.get_by_role("button", name="Done").click()
    expect(notebook.get_by_role("heading", name="What I see")).to_be_visible()
    do(notebook, 1, "Move up")
    expect(cells(notebook).first.get_by_role("heading", name="What I see")).to_be_visible()

    notebook.get_by_role("button", name="Take it along").click()
    with notebook.expect_download() as download:
        notebook.get_by_role("button", name="The notebook for Jupyter").click()
    content = download.value.path().read_bytes()
    assert [cell["cell_type"] for cell in json.loads(content)["cells"]] == [
        "code",
        "markdown",
        "code",
        "code",
    ]
    notebook.keyboard.press("Escape")
    do(notebook, 0, "Delete")
    do(notebook, 0, "Delete")
    expect(cells(notebook)).to_have_count(0)

    notebook.get_by_role("button", name="Open a notebook").click()
    settled(notebook)  # a file chosen while the page is still drawn is lost
    upload = notebook.get_by_test_id("stFileUploaderDropzoneInput")
    upload.set_input_files({"name": "mine.ipynb", "mimeType": "application/json", "buffer": content})
    settled(notebook)
    notebook.get_by_role("button", name="Open it").click()
    expect(notebook.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect(notebook.get_by_role("heading", name="What I see")).to_be_visible()
    expect(notebook.get_by_text("Not run yet.")).to_be_visible()
    notebook.get_by_role("button", name="Run all").click()
    expect(notebook.locator(".js-plotly-plot .barlayer .point")).to_have_count(11)

    go(notebook, "Share")
    notebook.get_by_text("Coded", exact=True).click()
    notebook.get_by_text("My notebook too").click()
    settled(notebook)
    viewer = viewers.new_page()
    viewer.goto(publish(notebook, "Coded", PASSWORD))
    enter(viewer)
    expect(viewer.get_by_role("heading", name="What I see")).to_be_visible()
    expect(viewer.get_by_text("11 rows.")).to_be_visible()


def test_a_query_that_runs_says_so_and_can_be_stopped(notebook: Page) -> None:
    notebook.get_by_role("button", name="Add SQL").click()
    send(notebook, ENDLESS)
    expect(notebook.get_by_text(re.compile("Running for [0-9] of at most 8 seconds"))).to_be_visible()
    notebook.locator("[class*='st-key-stop-']").get_by_role("button", name="Stop").click()
    expect(notebook.get_by_text("You stopped this query")).to_be_visible()
    fill(notebook, "select 7 as seven")
    expect(notebook.get_by_text("1 row, in")).to_be_visible()


def test_a_click_beside_what_was_just_typed_does_both(notebook: Page) -> None:
    notebook.get_by_role("button", name="Add SQL").click()
    notebook.get_by_role("textbox", name="SQL").fill("select 7 as seven")
    notebook.get_by_role("button", name="Add a text").click()
    expect(notebook.get_by_role("textbox", name="Text (Markdown)")).to_be_visible()
    expect(notebook.get_by_text("1 row, in")).to_be_visible()


def test_a_column_is_put_into_the_query_by_a_click(notebook: Page) -> None:
    notebook.get_by_role("button", name="Add SQL").click()
    field = notebook.get_by_role("textbox", name="SQL")
    field.fill("select count(*) from")
    notebook.get_by_test_id("stSidebar").get_by_text("replies", exact=True).click()
    notebook.get_by_test_id("stSidebar").get_by_role("button", name="replies", exact=True).click()
    expect(field).to_have_value("select count(*) from replies")


@pytest.mark.parametrize("size", [PHONE], indirect=True)
def test_on_a_phone_everything_fits(sample: Page) -> None:
    sample.get_by_test_id("stExpandSidebarButton").click()
    sample.get_by_test_id("stSidebarNavLink").filter(has_text="Notebook").click()
    expect(sample.get_by_role("heading", name="Notebook", exact=True)).to_be_visible()
    write(sample, WRONG)
    expect(sample.get_by_text("Line 2")).to_be_visible()
    fill(sample, RIGHT)
    expect(sample.get_by_text("11 rows, in")).to_be_visible()
    assert sample.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("theme", with_long(*THEMES), indirect=True)
@pytest.mark.parametrize("size", [DESKTOP], indirect=True)
def test_the_notebook_shuts_nobody_out(notebook: Page) -> None:
    write(notebook, WRONG)
    write(notebook, RIGHT)
    notebook.get_by_test_id("stSidebar").get_by_text("replies", exact=True).click()
    write(notebook, "Words", "Add a text", "Text (Markdown)")
    assert problems(notebook) == []
