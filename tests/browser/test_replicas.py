"""Two whole apps on one S3 store: what is done on one is seen on the other."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import settled, visit
from tests.browser.sharing import NOTHING, PASSWORD, bring, enter, numbers, publish, take_down
from tests.paths import JOB_SEEKER
from tests.serving import Server, served

pytestmark = pytest.mark.browser


@pytest.fixture
def apps(s3: str, tmp_path: Path) -> Iterator[tuple[Server, Server]]:
    """Two apps, each a process of its own with a folder of its own, on the same bucket."""
    settings = {
        "TOPOFMIND_STORE": f"s3://shares/{uuid4()}",
        "AWS_ENDPOINT_URL": s3,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
    }
    with ExitStack() as both:
        one, other = (both.enter_context(served(tmp_path / name, settings)) for name in ("one", "other"))
        yield one, other


@pytest.fixture
def owner(browser: Browser, apps: tuple[Server, Server]) -> Iterator[Page]:
    """Someone with a log on the first app."""
    context = visit(browser, base_url=apps[0].address)
    page = context.new_page()
    page.goto("/")
    settled(page)
    bring(page, JOB_SEEKER.read_bytes(), JOB_SEEKER.name)
    yield page
    context.close()


def elsewhere(link: str, app: Server) -> str:
    """The same link, as the other app would have it."""
    return urlsplit(link)._replace(netloc=app.host).geturl()


def key_of(owner: Page) -> bytes:
    with owner.expect_download() as download:
        owner.get_by_role("button", name="Download the owner's key").click()
    return download.value.path().read_bytes()


def test_a_share_of_one_app_opens_on_the_other_and_is_taken_down_from_there(
    apps: tuple[Server, Server], owner: Page, viewers: BrowserContext
) -> None:
    shown = numbers(owner)
    link = publish(owner, "Coded", PASSWORD)
    here, there = viewers.new_page(), viewers.new_page()
    for viewer, address in ((here, link), (there, elsewhere(link, apps[1]))):
        viewer.goto(address)
        enter(viewer)
        assert numbers(viewer) == shown

    other = viewers.new_page()
    other.goto(f"{apps[1].address}/share")
    other.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "key.txt", "mimeType": "text/plain", "buffer": key_of(owner)}
    )
    take_down(other)
    for viewer in (here, there):
        expect(viewer.get_by_text(NOTHING)).to_be_visible()


def test_a_share_that_is_taken_down_goes_dark_on_the_other_app(
    apps: tuple[Server, Server], owner: Page, viewers: BrowserContext
) -> None:
    link = publish(owner)
    viewer = viewers.new_page()
    viewer.goto(elsewhere(link, apps[1]))
    numbers(viewer)
    take_down(owner)
    expect(viewer.get_by_text(NOTHING)).to_be_visible()
    expect(viewer.get_by_test_id("stMetricValue")).to_have_count(0)
