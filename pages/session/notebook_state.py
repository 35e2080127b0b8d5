"""The notebook of a session, and whether people can write SQL here."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.document.book import Book
from analysis.notebook.document.cells import Notebook
from analysis.notebook.sandbox.selfcheck import confined
from pages.host import host_settings
from pages.session.answers import desk
from pages.session.widgets import said, suggest


def book() -> Book:
    """The notebook of this session."""
    found: Book = st.session_state.setdefault("notebook", Book())
    return found


def open_notebook(cells: Notebook) -> None:
    """Work on another notebook, of which nothing was run yet."""
    st.session_state["notebook"] = Book(cells)


def insert(text: str) -> None:
    """Put a piece of SQL into the query that is being edited, or into a new one."""
    now = book()
    written = now.insert(text, said(f"content {now.opened}"))
    suggest(f"content {now.opened}", written)


def stop(cell: str) -> None:
    """Stop the query of a cell, and run none of those that were to come after it."""
    book().only(cell)
    desk().stop()


def sql_off() -> str:
    """Why people can't write SQL here; nothing where they can."""
    if host_settings.settings().sql == "off":
        return "Whoever runs this site has switched SQL cells off."
    return confined().reason
