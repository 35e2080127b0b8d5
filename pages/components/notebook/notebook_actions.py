"""The notebook as a whole: run it, download it, open another, restore a deleted cell."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import wording
from analysis.notebook.document import ipynb, ipynb_import, notebook_html, notebook_json, parquet_archive
from analysis.notebook.document.cells import Notebook
from analysis.notebook.document.ipynb_import import ImportedNotebook
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.notebook.document.notebook_json import UnreadableNotebook
from data.imports.log import MeasuredLog
from pages import session

UNDO = "Bring the deleted cell back"


def show_actions(log: MeasuredLog, book: NotebookEditor) -> None:
    """The row of buttons above the first cell."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Run all",
            icon=":material/playlist_play:",
            on_click=book.run,
            args=[cell.id for cell in book.cells],
            disabled=not book.cells,
        )
        with st.popover("Take it along", icon=":material/download:", disabled=not book.cells):
            _show_downloads(log, book)
        with st.popover(
            "Open a notebook", icon=":material/folder_open:", key="open notebook", on_change="rerun"
        ):
            _upload_notebook()
        if book.has_deleted:
            st.button(UNDO, icon=":material/undo:", on_click=book.undelete)


def _show_downloads(log: MeasuredLog, book: NotebookEditor) -> None:
    """The notebook as a file for Jupyter, the tables that it needs there, and a page to read."""
    st.text(
        "It runs in Jupyter with DuckDB and pandas, beside the folder with its tables. It opens here again too."
    )
    fingerprint = session.current_upload.fingerprint(
        notebook_json.to_json(book.cells), *(each.fingerprint for each in book.results.values())
    )
    _show_download(
        "The notebook for Jupyter",
        lambda: ipynb.write_ipynb(book.cells, book.results, log),
        f"notebook-{fingerprint}.ipynb",
        "application/x-ipynb+json",
    )
    _show_download(
        "Its tables, as Parquet",
        lambda: parquet_archive.write_archive(log),
        f"{ipynb.FOLDER}-{session.current_upload.fingerprint()}.zip",
        "application/zip",
    )
    _show_download(
        "A page to read, as HTML",
        lambda: notebook_html.render_notebook(book.cells, book.results, log).encode(),
        f"notebook-{fingerprint}.html",
        "text/html",
    )
    st.caption("All of them hold names and texts of your log: they are for you.")


def _show_download(label: str, content: Callable[[], bytes], name_with_fingerprint: str, mime: str) -> None:
    st.download_button(
        label,
        content,
        name_with_fingerprint,
        mime,
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
    )


def _upload_notebook() -> None:
    """Another notebook in place of this one; nothing in it runs until the person says so."""
    st.text("A notebook that you took along, or one of Jupyter. Nothing in it runs until you say so.")
    file = st.file_uploader("A notebook (.ipynb)", type=["ipynb"], key="bring notebook", max_upload_size=5)
    if file is None:
        return
    try:
        opened = ipynb_import.read_ipynb(file.getvalue())
    except UnreadableNotebook as error:
        st.text(str(error))
        return
    st.caption(f"{_describe_notebook(opened)} It takes the place of what is open here.")
    st.button("Open it", type="primary", on_click=_replace_notebook, args=(opened.cells,))


def _replace_notebook(cells: Notebook) -> None:
    session.notebook_state.open_notebook(cells)
    session.widgets.close_popover("open notebook")


def _describe_notebook(opened: ImportedNotebook) -> str:
    """What an uploaded notebook contains."""
    number = wording.count(len(opened.cells), "cell")
    if not opened.python:
        return f"{number}."
    python = wording.count(opened.python, "cell")
    return f"{number}; {python} of Python would be kept as text, since only SQL runs here."
