"""Identical rows: only the person counts them once, for they may be two real applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from data.imports import issues
from data.imports.choices import Choices
from data.imports.log import ImportedLog
from pages import session
from pages.components.log import row_table

MOST_GROUPS = 500
"""The most groups of identical rows that are shown."""


def show_duplicates(log: ImportedLog) -> None:
    """Each group of identical rows with its lines and a tick to count it once; and a button for all groups."""
    choices, groups, names = log.choices, log.identical_rows(MOST_GROUPS), log.mapping.names
    firsts = [group[0] for group in groups]
    beside: dict[str, list[object]] = {
        "once": [choices.drop_identical or first in choices.merged for first in firsts],
        "lines": [", ".join(dict.fromkeys(map(log.report.place_of, group))) for group in groups],
    }
    key = f"repeats {session.current_upload.fingerprint()}"
    st.data_editor(
        row_table.make_table(beside, issues.rows_at(log, firsts), names),
        hide_index=True,
        disabled=choices.drop_identical or ["lines", *row_table.column_titles(names)],
        column_config={
            "once": st.column_config.CheckboxColumn("Count once", pinned=True, width=120),
            "lines": st.column_config.TextColumn("Lines"),
            **row_table.column_titles(names),
        },
        key=key,
        on_change=_count_ticked_once,
        args=(key, firsts),
    )
    st.caption("Identical rows may be two real applications. Tick those that are one and the same.")
    if len(groups) == MOST_GROUPS:
        st.caption(f"The first {MOST_GROUPS} groups are shown; the button is about all of them.")
    drop = not choices.drop_identical
    st.button(
        "Remove all repeats" if drop else "Put the repeats back",
        on_click=session.uploads.apply_choices,
        args=(replace(choices, drop_identical=drop),),
    )


def _count_ticked_once(key: str, firsts: Sequence[int]) -> None:
    """Count the groups that were ticked once, and every row of those that were unticked."""
    edited = session.widgets.value_of(key)["edited_rows"]
    ticked = {firsts[place]: row["once"] for place, row in edited.items()}
    session.uploads.change_choices(partial(_count_once, ticked=ticked))


def _count_once(choices: Choices, ticked: Mapping[int, bool]) -> Choices:
    others = [line for line in choices.merged if line not in ticked]
    return replace(choices, merged=(*others, *(line for line, once in ticked.items() if once)))
