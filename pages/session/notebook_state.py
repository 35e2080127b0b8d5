"""The notebook of a session, and whether SQL is allowed in it."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.document.book import Book
from analysis.notebook.document.cells import Notebook
from analysis.notebook.sandbox.selfcheck import confined
from pages.host import host_settings
from pages.session.answers import query_runner
from pages.session.widgets import set_text, value_of


def book() -> Book:
    """The notebook of this session."""
    found: Book = st.session_state.setdefault("notebook", Book())
    return found


def open_notebook(cells: Notebook) -> None:
    """Replace the notebook; nothing in the new one has run yet."""
    st.session_state["notebook"] = Book(cells)


def insert_sql(text: str) -> None:
    """Put a piece of SQL into the query that is being edited, or into a new one."""
    now = book()
    written = now.insert(text, value_of(f"content {now.opened}"))
    set_text(f"content {now.opened}", written)


def stop_query(cell: str) -> None:
    """Stop the query of a cell, and run no cell after it."""
    book().only(cell)
    query_runner().stop()


def why_sql_is_off() -> str:
    """Why SQL is off here; empty where it is on."""
    if host_settings.current().sql == "off":
        return "Whoever runs this site has switched SQL cells off."
    return confined().reason
