"""Saved views: named filters, applied with one click."""

from __future__ import annotations

import streamlit as st

from pages import session
from pages.components.answers import escaping


def show_saved_views() -> None:
    """The saved views of this session, and a field to name a new one."""
    with st.popover("Views", icon=":material/bookmark:", key="views"):
        for name in session.filters.saved_views():
            show, drop = st.columns([4, 1], vertical_alignment="center")
            show.button(
                escaping.escape_markdown(name),
                key=f"view {name}",
                on_click=session.filters.apply_saved_view,
                args=(name,),
                width="stretch",
            )
            drop.button(
                "",
                icon=":material/delete:",
                key=f"drop view {name}",
                help=f"Forget {escaping.escape_markdown(name)}",
                on_click=session.filters.delete_saved_view,
                args=(name,),
            )
        name = st.text_input("A name for the filters as they are now", key="view name", max_chars=60)
        st.button(
            "Save this view",
            on_click=session.filters.add_saved_view,
            args=(name.strip(),),
            disabled=not name.strip(),
            key="save view",
        )
        st.caption("Views stay in this session, and with your log where you keep it.")
