"""The fields of a page, for what is done about them before the page is drawn."""

from typing import Any

import streamlit as st


def said(key: str) -> Any:
    """What a field of the page holds; None for no such field."""
    return st.session_state.get(key)


def suggest(key: str, text: str) -> None:
    """Put a text into a field of the page."""
    st.session_state[key] = text


def close(key: str) -> None:
    """Close what popped up on the page."""
    st.session_state[key] = False
