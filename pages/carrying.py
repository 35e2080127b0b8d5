"""A notebook as a whole: run it, take it along, bring one, have back what was deleted."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.book import Book


def controls(book: Book) -> None:
    """The row of buttons above the first cell."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Run all",
            icon=":material/playlist_play:",
            on_click=book.run,
            args=[cell.id for cell in book.cells],
            disabled=not book.cells,
        )
        if book.has_deleted:
            st.button("Bring the deleted cell back", icon=":material/undo:", on_click=book.undelete)
