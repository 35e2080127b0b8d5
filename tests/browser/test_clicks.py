"""A click on a mark of any figure filters every page, and a second click takes that back."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, settled
from tests.browser.sharing import go

pytestmark = pytest.mark.browser
FIGURES = {
    "Overview": {2: "since="},
    "Channels": {0: "channel=", 1: "channel="},
    "Strategies": {0: "strategy=.*stage=", 1: "strategy=", 2: "strategy=.*stage="},
    "Offers": {0: "strategy=", 2: "strategy="},
    "Playbook": {0: "strategy="},
    "Timing": {3: "channel="},
}
"""Of each page the figures whose marks a filter can name, and what stands in the address after a click."""


def mark(page: Page, figure: int) -> Locator:
    """A mark of a figure that is large enough to be met: the second one, since the first may be everything together."""
    chart = page.get_by_test_id("stPlotlyChart").nth(figure)
    marks = chart.locator(".point path, path.point")
    expect(marks.first).to_be_attached()
    sizes = marks.evaluate_all(
        "all => all.map(each => { const box = each.getBoundingClientRect(); return Math.min(box.width, box.height) })"
    )
    found = marks.nth([place for place, size in enumerate(sizes) if size > 5][:2][-1])
    found.element_handle().wait_for_element_state("stable")
    return found


def point(page: Page, figure: int) -> None:
    """Come to a mark of a figure, wait until it says what it is, and click."""
    found = mark(page, figure)
    found.hover(force=True)
    expect(page.locator(".hoverlayer text").first).to_be_visible()
    found.click(force=True)


def test_a_click_on_a_mark_of_each_figure_filters_and_a_second_takes_that_back(sample: Page) -> None:
    for title, figures in FIGURES.items():
        go(sample, title)
        for figure, filters in figures.items():
            point(sample, figure)
            expect(sample).to_have_url(re.compile(filters))
            settled(sample)
            point(sample, figure)
            expect(sample).not_to_have_url(re.compile("="))
            settled(sample)


def test_what_was_clicked_is_gone_with_its_chip_and_can_be_clicked_again(sample: Page) -> None:
    go(sample, "Playbook")
    for _ in range(2):
        point(sample, 0)
        sample.get_by_role("button", name="Asking about next steps").click()
        expect(sample).not_to_have_url(re.compile("strategy="))
        settled(sample)


def test_a_mark_filters_with_the_keyboard_alone(sample: Page) -> None:
    go(sample, "Channels")
    choice = sample.get_by_role("combobox", name="See the rows behind").first
    choice.focus()
    sample.keyboard.press("ArrowDown")
    sample.keyboard.press("ArrowDown")
    sample.keyboard.press("Enter")
    only = sample.get_by_role("button", name="Show only this on every page")
    only.focus()
    sample.keyboard.press("Enter")
    expect(sample).to_have_url(re.compile("channel="))
    sample.get_by_role("button", name="Clear filters").press("Enter")
    expect(sample).not_to_have_url(re.compile("channel="))


@pytest.mark.parametrize("size", [PHONE], indirect=True)
def test_a_finger_asks_first_and_then_filters(sample: Page) -> None:
    sample.get_by_test_id("stExpandSidebarButton").click()
    sample.get_by_test_id("stSidebarNavLink").filter(has_text="Channels").click()
    expect(sample.get_by_role("heading", name="Channels", exact=True)).to_be_visible()
    settled(sample)
    mark(sample, 0).scroll_into_view_if_needed()
    box = mark(sample, 0).bounding_box()
    assert box is not None
    place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    sample.touchscreen.tap(*place)
    expect(sample.locator(".hoverlayer").get_by_text("range")).to_be_visible()
    sample.touchscreen.tap(*place)
    expect(sample).to_have_url(re.compile("channel="))
