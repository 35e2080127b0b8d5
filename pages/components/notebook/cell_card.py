"""One cell of a notebook on the screen: its actions, its content, and below that its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

import streamlit as st

from analysis.notebook.document import cells
from analysis.notebook.document.cells import QUESTION, SQL, TEXT, Cell
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.sandbox.cell_errors import CellError
from analysis.notebook.sandbox.sql_gate import LONGEST_SQL
from pages import session
from pages.components.notebook import (
    add_buttons,
    notebook_actions,
    question_fields,
    results,
    running_cell,
    text_cell,
)

FIRST_LETTERS = 60
FIELD_TITLES = {SQL: "SQL", TEXT: "Text (Markdown)"}
SQL_STYLE = "<style>[class*='st-key-sql-'] textarea { font-family: 'Source Code Pro', monospace; }</style>"
"""Shows the field for SQL in a monospaced font: Streamlit has no such field."""

EXAMPLE_QUERY = "select channel, count(*) as sent\nfrom touches\ngroup by channel"


def show_cell(book: NotebookEditor, cell: Cell, mark: str, *, runs: bool) -> None:
    """The cell; `runs`: it has to run first, since its result was requested or is out of date."""
    with st.container(border=True, key=f"cell {cell.id}"):
        opened = book.open_cell == cell.id
        _show_head(book, cell, opened)
        if not cell.collapsed:
            if opened:
                _edit_cell(book, cell)
            else:
                _show_content(cell)
        if cell.kind != TEXT:
            outcome = running_cell.run_cell(book, cell, mark) if runs else book.results.get(cell.id)
            if not cell.collapsed:
                results.show_result(book, cell, outcome, opened=opened)


def _show_head(book: NotebookEditor, cell: Cell, opened: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text(_title(cell), width="stretch")
        if cell.kind != TEXT:
            st.button(
                "Run",
                icon=":material/play_arrow:",
                key=f"run {cell.id}",
                on_click=book.run,
                args=(cell.id,),
                disabled=cell.kind == SQL and bool(session.notebook_state.why_sql_is_off()),
            )
        st.button(
            "Done" if opened else "Edit",
            icon=":material/check:" if opened else ":material/edit:",
            key=f"edit {cell.id}",
            on_click=book.open,
            args=(None if opened else cell.id,),
        )
        doing = _cell_actions(book, cell)
        key = f"more {cell.id}"
        st.menu_button(
            "More",
            list(doing),
            key=key,
            type="tertiary",
            on_click=lambda: doing[session.widgets.value_of(key)](),
        )


def _title(cell: Cell) -> str:
    """The title of a cell: its name, or how a text begins."""
    if cell.kind != TEXT:
        return cell.name
    begins = cell.content.strip().partition("\n")[0].lstrip("# ")
    return (begins[:FIRST_LETTERS] or "Text") if cell.collapsed else "Text"


def _cell_actions(book: NotebookEditor, cell: Cell) -> Mapping[str, Callable[[], None]]:
    return {
        "Move up": lambda: book.replace(cells.move(book.cells, cell.id, -1)),
        "Move down": lambda: book.replace(cells.move(book.cells, cell.id, 1)),
        "Expand" if cell.collapsed else "Collapse": lambda: book.replace(
            cells.change(book.cells, cell.id, collapsed=not cell.collapsed)
        ),
        "Duplicate": lambda: add_buttons.add_cell(book, cells.copy(cell), cell.id),
        "Add a text below": lambda: add_buttons.add_cell(book, cells.create(TEXT), cell.id),
        "Add SQL below": lambda: add_buttons.add_cell(book, cells.create(SQL), cell.id),
        "Delete": lambda: _delete_cell(book, cell),
    }


def _delete_cell(book: NotebookEditor, cell: Cell) -> None:
    book.delete(cell.id)
    st.toast(f"The cell is deleted. “{notebook_actions.UNDO}” stands at the top.", icon=":material/delete:")


def _show_content(cell: Cell) -> None:
    """The content of a cell, to read."""
    if cell.kind == TEXT:
        text_cell.show_text(cell.content)
    if cell.kind == SQL:
        st.code(cell.content, language=None, line_numbers=True)


def _edit_cell(book: NotebookEditor, cell: Cell) -> None:
    """The content of a cell, to edit. It runs when the field is left, or on Ctrl and Enter."""
    if cell.kind == QUESTION:
        question_fields.show_fields(book, cell)
    else:
        with st.container(key=f"{cell.kind} {cell.id}"):
            _edit_content(book, cell)
    if cell.kind != TEXT:
        _edit_name(book, cell)


def _edit_content(book: NotebookEditor, cell: Cell) -> None:
    key = f"content {cell.id}"
    st.text_area(
        FIELD_TITLES[cell.kind],
        cell.content,
        key=key,
        on_change=lambda: book.change(cell.id, content=session.widgets.value_of(key)),
        height="content",
        max_chars=LONGEST_SQL,
        help="Ctrl and Enter run it, or leaving the field." if cell.kind == SQL else None,
        placeholder=EXAMPLE_QUERY if cell.kind == SQL else None,
    )


def _edit_name(book: NotebookEditor, cell: Cell) -> None:
    key = f"name {cell.id}"
    name = st.text_input(
        "Name of the result",
        cell.name,
        key=key,
        on_change=lambda: _rename_cell(book, cell, session.widgets.value_of(key)),
        max_chars=40,
        help="SQL below can read from it.",
    )
    try:
        cells.check_name(cells.normalise_name(name), {each.name for each in book.cells if each.id != cell.id})
    except CellError as error:
        st.text(str(error))


def _rename_cell(book: NotebookEditor, cell: Cell, name: str) -> None:
    """Rename a result; an invalid name stays in the field, with the reason below it."""
    with suppress(CellError):
        book.replace(cells.rename(book.cells, cell.id, name))
