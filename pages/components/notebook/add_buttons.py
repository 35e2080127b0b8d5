"""The buttons that add a cell to the notebook: SQL, empty or ready-made, a text, or a question of the app."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.document import cells
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.document.starters import read_starters
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.questions import QUESTIONS
from pages import session

MOST_LETTERS = 46
"""Letters of a line in a menu: more are cut off on a phone."""


def show_add_buttons(book: NotebookEditor, why_off: str) -> None:
    """The row of buttons below the last cell. `why_off`: why SQL can't be added here; empty where it can."""
    if not book.cells:
        st.text(
            "Put a question of your own to your log, or begin with a ready-made one. Results can be shown as charts, "
            "later queries can use earlier ones, and everything can be taken along."
        )
    with st.container(horizontal=True):
        st.button(
            "Add SQL",
            icon=":material/database:",
            on_click=lambda: add_cell(book, cells.create(SQL)),
            disabled=bool(why_off),
        )
        st.button("Add a text", icon=":material/notes:", on_click=lambda: add_cell(book, cells.create(TEXT)))
        st.menu_button(
            "Add a question",
            list(QUESTIONS),
            format_func=_short_title,
            icon=":material/help:",
            key="add question",
            on_click=lambda: _add_question(book, session.widgets.value_of("add question")),
        )
        st.menu_button(
            "Ready-made queries",
            list(read_starters()),
            icon=":material/library_books:",
            key="add query",
            on_click=lambda: add_cell(
                book, cells.create(SQL, read_starters()[session.widgets.value_of("add query")])
            ),
            disabled=bool(why_off),
        )


def add_cell(book: NotebookEditor, cell: Cell, after: str | None = None) -> None:
    """Add a cell to the notebook; say so where there is no room for it."""
    try:
        book.add(cell, after)
    except CellError as error:
        st.toast(str(error), icon=":material/error:")


def _add_question(book: NotebookEditor, key: str) -> None:
    add_cell(book, cells.create(QUESTION, key, key))


def _short_title(key: str) -> str:
    title = QUESTIONS[key].title
    return title if len(title) <= MOST_LETTERS else f"{title[: MOST_LETTERS - 1]}…"
