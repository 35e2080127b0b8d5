"""From a number to its rows: choose a bar, a point or a total, and see what of the log is in it and what is not."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.answer import WITHIN, Answer
from analysis.drilldown import MOST_SHOWN, Mark, filters_for, marks
from analysis.question import Row
from pages import session
from pages.components.answers import tables

RATE = (
    "A rate is not simply the answers out of these rows: one that was followed up, or is still young, counts only for "
    "the days that it was watched."
)


def choice(given: Answer, key: str) -> None:
    """Every mark of an answer, to open its rows. Answers that came without their log have no rows to open."""
    found = marks(given) if given.counts else []
    if not found:
        return
    mark = st.selectbox(
        "See the rows behind",
        found,
        format_func=lambda mark: f"{mark.label}: {mark.n:,}",
        index=None,
        placeholder="Choose a number",
        key=f"rows {key}",
    )
    if mark is not None:
        _panel(given, mark, key)


def _panel(given: Answer, mark: Mark, key: str) -> None:
    rows = session.answers.behind(given, mark)
    if alone := filters_for(given, mark):
        st.button(
            "Show only this on every page",
            icon=":material/filter_alt:",
            key=f"only {key}",
            on_click=session.filters.narrow,
            args=(alone,),
        )
    st.text(f"{mark.label}: {wording.count(rows.counted, 'row')} of your log {_count(rows.counted)} here.")
    _table(rows.shown, rows.counted)
    if given.basis == WITHIN and any("counts_as" in row for row in rows.shown[:1]):
        st.caption(RATE)
    if session.answers.tells_weeks():
        st.caption("These rows tell weeks for days: a few more or fewer can count than the number says.")
    if rows.left_out:
        do = "does" if rows.left_out == 1 else "do"
        st.text(f"{wording.count(rows.left_out, 'row')} {do} not count, each for the reason beside it.")
        _table(rows.shown_out, rows.left_out)


def _count(rows: int) -> str:
    return "counts" if rows == 1 else "count"


def _table(rows: list[Row], number: int) -> None:
    if rows:
        tables.shown(rows)
    if number > len(rows):
        st.caption(f"These are the first {MOST_SHOWN:,}.")
