"""The data date: the day until which the log is counted."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from analysis import wording
from data.imports.log import MeasuredLog
from pages import session
from pages.components.log import manual_entries, manual_entry_form


def show_data_date(log: MeasuredLog) -> None:
    """The field for the data date. Silence after the last entry of a log is not a reply of no."""
    now = session.current_upload.current_upload()
    with st.container(border=True):
        open_end = now is not None and (now.as_of is None or manual_entries.count_late_entries(log))
        if open_end and date.today() - log.as_of > manual_entry_form.STALE:
            _ask_if_complete(log)
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


def _ask_if_complete(log: MeasuredLog) -> None:
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
