"""A log that is saved beyond its session: what there is to save, and how a session goes on from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import streamlit as st

from analysis.notebook.document import notebook_json
from data.store.saved_log import SavedLog
from data.store.workspace import Workspace
from pages.session.current_upload import current_upload
from pages.session.filters import plain_filters, saved_views, set_plain_filters, set_saved_views
from pages.session.notebook_state import book, open_notebook
from pages.session.uploads import count_until, replace_log


@dataclass(frozen=True)
class SaveState:
    """The saved log of this session: what opens it, what it held when last written, why the last write failed."""

    log: SavedLog
    written: datetime
    content: Workspace | None = field(default=None, repr=False)
    error: str | None = None


def current() -> SaveState | None:
    """The saved log of this session, if it is saved."""
    found: SaveState | None = st.session_state.get("keeping")
    return found


def remember(saved: SaveState | None) -> None:
    """Remember how the log of this session is saved, or that it no longer is (None)."""
    st.session_state["keeping"] = saved


def workspace() -> Workspace | None:
    """What of this session is saved; None without a log."""
    now = current_upload()
    if now is None:
        return None
    cells = tuple(notebook_json.to_json(book().cells))
    return Workspace(now, plain_filters(), cells, saved_views())


def resume(found: Workspace) -> None:
    """Go on from a saved workspace, in place of what this session held."""
    replace_log(found.upload)
    count_until(found.upload.as_of)
    open_notebook(notebook_json.from_json(found.cells))
    set_saved_views(found.views)
    set_plain_filters(found.filters)
