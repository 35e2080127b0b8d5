"""What a request passes on its way to the pages, where the app serves itself: access, headers, health, queue, memory.

Community Cloud puts a server of its own in front, frames every page and requests internal routes, so there the pages
run without any of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages.host import startup_checks
from pages.host.access import Access
from pages.host.health import Health
from pages.host.http_headers import SecurityHeaders
from pages.host.queue import Queue
from pages.host.server_log import leave_out_secrets
from pages.host.upload_memory import UploadMemory

COMMUNITY_CLOUD = Path("/mount/src")
"""Where Community Cloud keeps the code of the apps it runs."""


def middleware() -> Sequence[Middleware]:
    """The layers that every request passes, in this order."""
    if _is_community_cloud():
        return ()
    return [Middleware(layer) for layer in (SecurityHeaders, Access, Health, Queue, UploadMemory)]


def prepare_server() -> None:
    """Before the first visitor: keep secrets out of the log of the server, check the settings, and find out whether
    SQL can be confined. Raises SystemExit for settings that are not safe."""
    # pages/ holds more than pages: without this the first visitor could open each of its files as one.
    PagesManager.uses_pages_directory = False
    if not _is_community_cloud():
        leave_out_secrets()
        startup_checks.refuse_wrong_settings()
    startup_checks.check_sql()


def _is_community_cloud() -> bool:
    return Path(__file__).is_relative_to(COMMUNITY_CLOUD)
