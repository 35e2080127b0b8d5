"""The app without a browser."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.screen import ROOT, click

Bring = Callable[[bytes], AppTest]


@pytest.fixture
def app() -> AppTest:
    """The app as a stranger meets it."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=60).run()


@pytest.fixture
def bring(app: AppTest) -> Bring:
    """Brings a file as the Log page takes it."""
    return lambda content: app.file_uploader(key="first file").upload("log.csv", content, "text/csv").run()


@pytest.fixture
def sample(app: AppTest) -> AppTest:
    """The app with the sample log, on the page to which that leads."""
    return click(app, "Try it with sample data")
