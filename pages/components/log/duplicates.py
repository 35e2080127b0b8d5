"""Identical rows: counted once by the person alone, for they may be two real applications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from data.imports import issues
from data.imports.log import Log
from pages import session
from pages.components.log import row_table

MOST = 500
"""Groups of identical rows that are shown."""


def controls(log: Log) -> None:
    """Each group of identical rows with its lines and a tick for the ones that count once; and all at once."""
    choices, groups, names = log.choices, log.identical_rows(MOST), log.mapping.names
    firsts = [group[0] for group in groups]
    beside: dict[str, list[object]] = {
        "once": [choices.drop_identical or first in choices.merged for first in firsts],
        "lines": [", ".join(log.report.place_of(line) for line in group) for group in groups],
    }
    key = f"repeats {session.current.fingerprint()}"
    st.data_editor(
        row_table.table(beside, issues.rows_at(log, firsts), names),
        hide_index=True,
        disabled=choices.drop_identical or ["lines", *row_table.titles(names)],
        column_config={
            "once": st.column_config.CheckboxColumn("Count once", pinned=True, width=120),
            "lines": st.column_config.TextColumn("Lines"),
            **row_table.titles(names),
        },
        key=key,
        on_change=_merge,
        args=(key, firsts),
    )
    st.caption("Identical rows may be two real applications. Tick those that are one and the same.")
    if len(groups) == MOST:
        st.caption(f"The first {MOST} groups are shown; the button is about all of them.")
    drop = not choices.drop_identical
    st.button(
        "Remove the repeats" if drop else "Put the repeats back",
        on_click=session.uploads.choose,
        args=(replace(choices, drop_identical=drop),),
    )


def _merge(key: str, firsts: Sequence[int]) -> None:
    """Count the groups that were ticked once, and those whose tick was taken away each."""
    now = session.current.current_upload()
    if now is not None:
        ticked = {
            firsts[place]: row["once"] for place, row in session.widgets.said(key)["edited_rows"].items()
        }
        kept = [line for line in now.choices.merged if line not in ticked]
        new = [line for line, once in ticked.items() if once]
        session.uploads.choose(replace(now.choices, merged=(*kept, *new)))
