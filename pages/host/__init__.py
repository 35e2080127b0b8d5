"""What stands between a browser and the pages where the app serves itself: who is let in, under which headers, how
many at once.

Community Cloud puts a server of its own in front, frames every page and asks after internal routes, so there the
pages run without any of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from pages.host import startup_checks
from pages.host.access import Door
from pages.host.headers import Headers
from pages.host.health import Health
from pages.host.queue import WaitingRoom
from pages.host.server_log import write_no_secrets
from pages.host.upload_memory import Uploads

COMMUNITY_CLOUD = Path("/mount/src")
"""Where Community Cloud keeps the code of the apps it runs."""


def guards() -> Sequence[Middleware]:
    """What every request passes, in this order."""
    if _served_by_others():
        return ()
    return [Middleware(guard) for guard in (Headers, Door, Health, WaitingRoom, Uploads)]


def prepare() -> None:
    """Before the first visitor: watch what is written down, end the process with the reasons if it would serve what
    must not be served, and find out whether SQL can be shut in. Raises SystemExit."""
    # pages/ holds more than pages: without this the first visitor could open each of its files as one.
    PagesManager.uses_pages_directory = False
    if not _served_by_others():
        write_no_secrets()
        startup_checks.refuse_wrong_settings()
    startup_checks.ask_about_sql()


def _served_by_others() -> bool:
    return Path(__file__).is_relative_to(COMMUNITY_CLOUD)
