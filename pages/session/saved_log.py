"""A log that is kept beyond its session: what there is to keep, and going on with what was kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from analysis.notebook.document import notebook_json
from data.store.saved_log import SavedLog
from data.store.workspace import Workspace
from pages.session.current import current_upload
from pages.session.filters import filters, keep_views, set_filters, views
from pages.session.notebook_state import book, open_notebook
from pages.session.uploads import count_until, go_on


@dataclass(frozen=True)
class Keeping:
    """The kept log of this session: its key, what it held when it was last written, why a change could not be."""

    kept: SavedLog
    written: datetime
    saved: Workspace | None = field(default=None, repr=False)
    fault: str | None = None


def keeping() -> Keeping | None:
    """The kept log of this session, if it is kept."""
    found: Keeping | None = st.session_state.get("keeping")
    return found


def hold(now: Keeping | None) -> None:
    """Remember how the log of this session is kept, or that it no longer is."""
    st.session_state["keeping"] = now


def workspace() -> Workspace | None:
    """What of this session can be kept; None without a log."""
    now = current_upload()
    if now is None:
        return None
    cells = tuple(notebook_json.plain(book().cells))
    return Workspace(now, filters(), cells, views())


def resume(found: Workspace) -> None:
    """Go on where a kept workspace stands, in place of what this session held."""
    go_on(found.upload)
    count_until(found.upload.as_of)
    open_notebook(notebook_json.read(found.cells))
    keep_views(found.views)
    set_filters(found.filters)
