"""Which table of a file is the log: a sheet of a workbook, a file of an archive."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.files.table_choice import TOGETHER
from data.imports.choices import Choices
from pages import session


def choice(parts: Sequence[str], part: str | None) -> None:
    """The tables that the file holds, and the one that was read; nothing for a file of one table."""
    if part is None:
        return
    key = f"part {session.current.fingerprint()}"  # a new file, or another table of it, is a new choice
    st.selectbox(
        "Your file holds several tables. This one is read:",
        parts,
        index=parts.index(part),
        format_func=lambda name: (
            "All with the same columns, one after the other" if name == TOGETHER else name
        ),
        key=key,
        on_change=_choose,
        args=(key,),
    )


def _choose(key: str) -> None:
    """Read another table; what was said about the one before says nothing about it."""
    session.uploads.choose(Choices(part=session.widgets.said(key)))
