"""The two questions about days: how dates are written, and until when the log is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from analysis import wording
from data.imports.choices import Choices
from data.imports.log import Log
from data.imports.report import OpenQuestion
from pages import session
from pages.components.answers import escaping
from pages.components.log import manual_entries

FIRST = {"dmy": "day", "mdy": "month", "ymd": "year"}
"""What comes first in each order of dates."""
HEADINGS = {
    "dates": "how do you write dates?",
    "owner": "who are you?",
    "calendar": "is this your job search?",
    "year": "which year?",
    "date": "which column is the day?",
}


def missing(log: Log) -> None:
    """Say so when no column was taken for the day on which something was done: without one nothing can be timed."""
    made = log.report.made
    if made["touches"] and not made["dated"] and not log.report.about:
        st.warning(
            "No column was read as the day you did something, so nothing can be timed. If your file has such a "
            "column, say which one it is under the columns below.",
            title="No dates",
        )


def questions(log: Log, choose: Callable[[Choices], None] = session.uploads.choose, file: str = "") -> None:
    """What has to be asked before anything can be measured: asked once, for the whole file.

    `choose` is told what was said; `file` tells the questions about several files apart.
    """
    for need in log.report.open_questions[:1]:
        with st.container(border=True):
            st.subheader(f"One question first: {HEADINGS[need.key]}", anchor=False)
            _shown(need)
            with st.container(horizontal=True):
                for choice in need.choices:
                    st.button(
                        _said(need, choice),
                        key=f"{file}{need.key} {choice}",
                        on_click=choose,
                        args=(_answered(log.choices, need.key, choice),),
                    )


def data_date(log: Log) -> None:
    """Until when the log is counted: silence after its last entry is not an answer of no."""
    now = session.current.current_upload()
    with st.container(border=True):
        open_end = now is not None and (now.as_of is None or manual_entries.late(log))
        if open_end and date.today() - log.as_of > manual_entries.STALE:
            _is_it_complete(log)
        chosen = st.date_input(
            "Count until",
            value=log.as_of,
            max_value=date.today(),
            format="YYYY-MM-DD",
            width=240,
            help="Silence after this day is not counted as no: nothing is known about it.",
        )
    if chosen and chosen != log.as_of:
        session.uploads.count_until(chosen)
        st.rerun()


def _shown(need: OpenQuestion) -> None:
    st.text(need.question)
    st.dataframe(
        pd.DataFrame(need.examples),
        hide_index=True,
        width="content",
        column_config={key: st.column_config.TextColumn(key.capitalize()) for key in need.examples[0]},
    )


def _said(need: OpenQuestion, choice: str) -> str:
    """An answer as it stands on its button."""
    if need.key == "dates":
        return f"The {FIRST[choice]} comes first"
    return choice.capitalize() if choice in ("yes", "no") else escaping.text(choice)


def _is_it_complete(log: Log) -> None:
    yesterday = date.today() - timedelta(days=1)
    st.text(
        f"Your log ends on {wording.day(log.as_of)}, {(date.today() - log.as_of).days:,} days ago. Is "
        "anything missing? "
        "Silence counts as no answer only up to the day you say."
    )
    with st.container(horizontal=True):
        st.button(
            f"Count until {wording.day(log.as_of)}", on_click=session.uploads.count_until, args=(log.as_of,)
        )
        st.button(
            "Nothing is missing: count until yesterday",
            on_click=session.uploads.count_until,
            args=(yesterday,),
        )


def _answered(choices: Choices, key: str, choice: str) -> Choices:
    said = {"dates": choice} if key == "dates" else {"chosen": {**choices.chosen, key: choice}}
    return replace(choices, **said)
