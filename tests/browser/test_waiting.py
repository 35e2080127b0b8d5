"""A full house, as somebody sees it who comes too late."""

import re
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.patience import fresh
from tests.serving import Visitor, served

pytestmark = pytest.mark.browser


def test_the_first_visitor_gets_the_pages_of_the_app_and_a_spent_ticket_leaves_the_address(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path / "log") as host:
        page = fresh(browser).new_page()
        page.goto(f"{host.address}/channels?ticket=spent")
        expect(page.get_by_test_id("stTopNavLink").first).to_be_visible()
        expect(page).to_have_url(f"{host.address}/channels")
        page.context.close()


@pytest.mark.long
def test_who_waits_sees_the_place_and_comes_in_without_doing_anything(
    browser: Browser, tmp_path: Path
) -> None:
    with served(tmp_path / "log", {"TOPOFMIND_VISITORS": "1"}) as host, ExitStack() as inside:
        inside.enter_context(Visitor(host))
        page = fresh(browser).new_page()
        page.goto(f"{host.address}/channels?channel=email")
        expect(page.get_by_role("status")).to_contain_text("You are number 1 in the queue")
        inside.close()
        expect(page.get_by_role("heading", name="Channels")).to_be_visible()
        expect(page).to_have_url(re.compile("/channels$"))
        page.context.close()
