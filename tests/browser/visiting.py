"""A visitor with a hostile log, who looks into everything."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled

TEXT = ("company", "contact", "role", "channel", "strategy", "stage", "outcome", "message", "notes", "client")


def hostile(payloads: Sequence[str]) -> bytes:
    """A log in which every text is hostile, with a hostile title and a hostile header."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerows([[" ".join(payloads)], []])
    table.writerow(["sent_at", *TEXT, "replied_at", payloads[0]])
    for number in range(48):
        payload = payloads[number % len(payloads)]
        known = {"channel": "email", "strategy": "next_steps", "stage": "applied", "outcome": "interview"}
        plain = number % 3 == 0  # so that there is also something to measure
        row = [known.get(name, payload) if plain else payload for name in TEXT]
        table.writerow(
            [f"2026-0{3 + number // 28}-{1 + number % 28:02}", *row, f"2026-06-{1 + number % 28:02}", payload]
        )
    table.writerow([payloads[0], *payloads[: len(TEXT)], payloads[1], payloads[2]])
    return out.getvalue().encode()


def titles(page: Page) -> list[str]:
    """The titles in the navigation; an icon stands in front of each."""
    return [text.split("\n")[-1] for text in page.get_by_test_id("stTopNavLink").all_inner_texts()]


def bring(page: Page, name: str, content: bytes) -> None:
    """Upload a log as the first one, and wait until it is read."""
    field = page.get_by_test_id("stFileUploaderDropzoneInput").first
    field.set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    expect(page.get_by_role("heading", name="Your log")).to_be_visible()
    settled(page)


def popovers(page: Page) -> Iterator[Locator]:
    """Open what pops up on a page, one after the other."""
    for button in page.locator("[data-testid=stMain] [data-testid=stPopoverButton]:enabled").all():
        button.click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        settled(page)
        yield page.get_by_test_id("stPopoverBody")
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)


def go(page: Page, title: str) -> None:
    """Go to a page and unfold everything on it that can be unfolded."""
    link = page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"{title}$"))
    link.click()
    expect(link).to_have_attribute("aria-current", "page")
    settled(page)
    page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach(each => each.click())")
    page.wait_for_timeout(700)  # what a payload starts, it starts at once
    settled(page)
