"""The tables that SQL can read, beside the notebook: columns, words, examples, put into it by a click."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.sandbox.log_tables import Column, Table
from analysis.notebook.sandbox.log_tables import schema as tables
from pages import session


def pane() -> None:
    """Every table in the bar at the side; what is opened there is drawn."""
    with st.sidebar:
        st.subheader("Your tables", anchor=False)
        st.caption("A click puts a name at the end of the query that you are editing.")
        for table in tables():
            found = st.expander(table.name, key=f"table {table.name}", on_change="rerun")
            if found.open:
                with found:
                    _table(table)


def _table(table: Table) -> None:
    st.caption(table.meaning)
    _insert(table.name, table.name)
    for column in table.columns:
        _column(table, column)


def _column(table: Table, column: Column) -> None:
    _insert(column.name, f"{table.name} {column.name}")
    if not column.words:
        st.caption(f"{column.meaning} ({column.type.lower()}), such as {column.example}")
        return
    st.caption(f"{column.meaning}, one of:")
    with st.container(horizontal=True, gap="small"):
        for word in column.words:
            _insert(f"'{word}'", f"{table.name} {column.name} {word}")


def _insert(text: str, key: str) -> None:
    st.button(text, key=f"put {key}", type="tertiary", on_click=session.notebook_state.insert, args=(text,))
