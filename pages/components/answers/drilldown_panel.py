"""From a number to its rows: choose a bar, a point or a total, and see which rows it counts and which it leaves out."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.answer import Answer
from analysis.basis import WITHIN
from analysis.drilldown import MOST_SHOWN, Mark, filters_for, list_marks
from analysis.question import Row
from pages import session
from pages.components.answers import tables

RATE_NOTE = (
    "A rate is not simply the answers out of these rows: one that was followed up, or is still young, counts only for "
    "the days that it was watched."
)


def show_drilldown(answer: Answer, key: str) -> None:
    """A choice among the marks of an answer, and the rows of the chosen one. An answer without its log has no rows."""
    choices = list_marks(answer) if answer.counts else []
    if not choices:
        return
    mark = st.selectbox(
        "See the rows behind",
        choices,
        format_func=lambda mark: f"{mark.label}: {mark.n:,}",
        index=None,
        placeholder="Choose a number",
        key=f"rows {key}",
    )
    if mark is not None:
        _show_rows_behind(answer, mark, key)


def _show_rows_behind(answer: Answer, mark: Mark, key: str) -> None:
    rows = session.answers.drill_down(answer, mark)
    if alone := filters_for(answer, mark):
        st.button(
            "Show only this on every page",
            icon=":material/filter_alt:",
            key=f"only {key}",
            on_click=session.filters.narrow_filters,
            args=(alone,),
        )
    st.text(f"{mark.label}: {wording.count(rows.counted, 'row')} of your log {_verb(rows.counted)} here.")
    _show_rows(rows.counted_rows, rows.counted)
    if answer.basis == WITHIN and any("counts_as" in row for row in rows.counted_rows[:1]):
        st.caption(RATE_NOTE)
    if session.answers.has_weeks_only():
        st.caption("These rows tell weeks for days: a few more or fewer can count than the number says.")
    if rows.left_out:
        do = "does" if rows.left_out == 1 else "do"
        st.text(f"{wording.count(rows.left_out, 'row')} {do} not count, each for the reason beside it.")
        _show_rows(rows.left_out_rows, rows.left_out)


def _verb(rows: int) -> str:
    return "counts" if rows == 1 else "count"


def _show_rows(rows: list[Row], number: int) -> None:
    if rows:
        tables.show_table(rows)
    if number > len(rows):
        st.caption(f"These are the first {MOST_SHOWN:,}.")
