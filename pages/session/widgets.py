"""The fields of a page, read and changed in callbacks, before the page is drawn."""

from typing import Any

import streamlit as st


def value_of(key: str) -> Any:
    """The value of a field; None for no such field."""
    return st.session_state.get(key)


def set_text(key: str, text: str) -> None:
    """Put a text into a field."""
    st.session_state[key] = text


def clear(key: str) -> None:
    """Empty a field in which something was chosen."""
    st.session_state[key] = None


def close_popover(key: str) -> None:
    """Close a popover."""
    st.session_state[key] = False
