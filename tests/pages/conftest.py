"""The app without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import object_store
from pages import session
from tests.pages.screen import click
from tests.paths import ROOT
from tests.patience import CEILING, give_queries_time

Bring = Callable[[bytes], AppTest]
View = Callable[[str], AppTest]


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        give_queries_time(patch)
        yield


@pytest.fixture
def app() -> AppTest:
    """The app as a stranger meets it."""
    return AppTest.from_file(ROOT / "app.py", default_timeout=CEILING).run()


@pytest.fixture
def bring(app: AppTest) -> Bring:
    """Brings a file as the Log page takes it."""
    return lambda content: app.file_uploader(key="first file").upload("log.csv", content, "text/csv").run()


@pytest.fixture
def sample(app: AppTest) -> AppTest:
    """The app with the sample log, on the page to which that leads."""
    return click(app, "Try it with sample data")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_passwords: None) -> Path:  # noqa: ARG001
    """Where the shares and the kept logs of one test are stored."""
    monkeypatch.setenv(object_store.SETTING, str(tmp_path))
    session.server.store.clear()
    return tmp_path


@pytest.fixture
def view(folder: Path) -> View:  # noqa: ARG001 - opened by a stranger, in the same store
    """Opens a link in a session of its own."""

    def opened(token: str) -> AppTest:
        app = AppTest.from_file(ROOT / "app.py", default_timeout=CEILING)
        app.query_params["id"] = token
        return app.switch_page("pages/shared.py").run()

    return opened
