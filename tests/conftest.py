"""Fixtures that several tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

from scripts import chromium as browser

# The same examples in every run, and no verdict that depends on how busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium, for `playwright.chromium.launch(executable_path=..., args=["--no-sandbox"])`."""
    path = browser.find()
    if path is None:
        pytest.skip("no Chromium on this machine: `make test` installs one")
    return path


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder with the real export files and the published data sets, which lies beside the checkout."""
    folder = Path(__file__).parents[2] / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no {folder}: the files of others are not part of this repository")
    return folder
