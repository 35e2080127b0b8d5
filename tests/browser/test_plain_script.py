"""The same pages where somebody else's server runs them, as on Community Cloud."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.patience import fresh
from tests.serving import ask, served

pytestmark = pytest.mark.browser


def test_app_py_runs_as_a_plain_script_too(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "log", command=("tests.plain_script",)) as host:
        assert "content-security-policy" not in ask(host, "/").headers  # so it is not the app's own server
        page = fresh(browser).new_page()
        page.goto(host.address)
        page.get_by_role("button", name="Try it with sample data").click()
        expect(page.get_by_role("heading", name="Overview")).to_be_visible()
        page.context.close()
