"""Which table of a file is the log: a sheet of a workbook, a file of an archive."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.files.table_choice import TOGETHER
from data.imports.choices import Choices
from pages import session


def choose_table(parts: Sequence[str], part: str | None) -> None:
    """The tables of the file, to choose the one that is read; nothing for a file of one table."""
    if part is None:
        return
    # A new file, or another table of it, is a new choice.
    key = f"part {session.current_upload.fingerprint()}"
    st.selectbox(
        "Your file holds several tables. This one is read:",
        parts,
        index=parts.index(part),
        format_func=lambda name: (
            "All with the same columns, one after the other" if name == TOGETHER else name
        ),
        key=key,
        on_change=_read_table,
        args=(key,),
    )


def _read_table(key: str) -> None:
    """Read another table, without the choices about the one before."""
    session.uploads.apply_choices(Choices(part=session.widgets.value_of(key)))
