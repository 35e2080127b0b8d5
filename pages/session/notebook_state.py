"""The notebook of a session, and whether SQL is allowed in it."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.document.cells import Notebook
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.sandbox.confinement_check import check_confinement
from pages.host import host_settings
from pages.session.answers import query_runner
from pages.session.widgets import set_text, value_of


def book() -> NotebookEditor:
    """The notebook of this session."""
    found: NotebookEditor = st.session_state.setdefault("notebook", NotebookEditor())
    return found


def open_notebook(cells: Notebook) -> None:
    """Replace the notebook; nothing in the new one has run yet."""
    st.session_state["notebook"] = NotebookEditor(cells)


def insert_sql(text: str) -> None:
    """Put a piece of SQL into the query that is being edited, or into a new one."""
    now = book()
    written = now.insert(text, value_of(f"content {now.open_cell}"))
    set_text(f"content {now.open_cell}", written)


def stop_query(cell: str) -> None:
    """Stop the query of a cell, and run no cell after it."""
    book().run_only(cell)
    query_runner().stop()


def why_sql_is_off() -> str:
    """Why SQL is off here; empty where it is on."""
    if host_settings.current().sql == "off":
        return "Whoever runs this site has switched SQL cells off."
    return check_confinement().reason
