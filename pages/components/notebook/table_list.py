"""The tables that SQL can read, beside the notebook: their columns, words and examples, inserted by a click."""

from __future__ import annotations

import streamlit as st

from analysis.notebook.sandbox.log_tables import Column, Table
from analysis.notebook.sandbox.log_tables import describe_tables as tables
from pages import session


def show_tables() -> None:
    """Every table in the sidebar; only the opened ones are drawn."""
    with st.sidebar:
        st.subheader("Your tables", anchor=False)
        st.caption("A click puts a name at the end of the query that you are editing.")
        for table in tables():
            place = st.expander(table.name, key=f"table {table.name}", on_change="rerun")
            if place.open:
                with place:
                    _show_table(table)


def _show_table(table: Table) -> None:
    st.caption(table.meaning)
    _show_insert_button(table.name, table.name)
    for column in table.columns:
        _show_column(table, column)


def _show_column(table: Table, column: Column) -> None:
    _show_insert_button(column.name, f"{table.name} {column.name}")
    if not column.words:
        st.caption(f"{column.meaning} ({column.type.lower()}), such as {column.example}")
        return
    st.caption(f"{column.meaning}, one of:")
    with st.container(horizontal=True, gap="small"):
        for word in column.words:
            _show_insert_button(f"'{word}'", f"{table.name} {column.name} {word}")


def _show_insert_button(text: str, key: str) -> None:
    st.button(
        text, key=f"put {key}", type="tertiary", on_click=session.notebook_state.insert_sql, args=(text,)
    )
