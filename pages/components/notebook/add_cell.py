"""What a notebook can be given: SQL of one's own or ready-made, a text, a question of the app."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.document import cells
from analysis.notebook.document.book import Book
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell
from analysis.notebook.document.starters import starters
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.questions import QUESTIONS
from pages import session

LONGEST = 46
"""Letters of a line in a menu: more are cut off on a phone."""


def controls(book: Book, off: str) -> None:
    """The row of buttons below the last cell. `off`: why SQL can't be added here, if so."""
    if not book.cells:
        st.text(
            "Put a question of your own to your log, or begin with a ready-made one. Results can be shown as charts, "
            "later queries can use earlier ones, and everything can be taken along."
        )
    with st.container(horizontal=True):
        st.button(
            "Add SQL",
            icon=":material/database:",
            on_click=lambda: add(book, cells.new(SQL)),
            disabled=bool(off),
        )
        st.button("Add a text", icon=":material/notes:", on_click=lambda: add(book, cells.new(TEXT)))
        st.menu_button(
            "Add a question",
            list(QUESTIONS),
            format_func=_short,
            icon=":material/help:",
            key="add question",
            on_click=lambda: _question(book, session.widgets.said("add question")),
        )
        st.menu_button(
            "Ready-made queries",
            list(starters()),
            icon=":material/library_books:",
            key="add query",
            on_click=lambda: add(book, cells.new(SQL, starters()[session.widgets.said("add query")])),
            disabled=bool(off),
        )


def add(book: Book, cell: Cell, after: str | None = None) -> None:
    """Put a cell into the notebook; where there is no room for it, say so."""
    try:
        book.add(cell, after)
    except CellError as error:
        st.toast(str(error), icon=":material/error:")


def _question(book: Book, key: str) -> None:
    add(book, cells.new(QUESTION, key, key))


def _short(key: str) -> str:
    title = QUESTIONS[key].title
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
