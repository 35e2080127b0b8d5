"""What a page needs before it can show anything, and what it shows instead."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.filters import Filters
from data.errors import LogError
from data.imports.log import MeasuredLog
from pages import session
from pages.components.answers import filter_bar


def require_log() -> MeasuredLog:
    """The measured log of this session; without one, show what to do instead and stop the page."""
    try:
        log = session.answers.measured_log()
    except LogError as error:
        st.error("Your file can't be used yet.", icon=":material/error:")
        st.text(str(error))
        st.page_link("pages/log.py", label="Put it right on the Log page")
        st.stop()
    if log is None:
        _show_empty_page()
        st.stop()
    return log


def require_touches(filters: Filters) -> None:
    """Go on only if these filters leave anything that was sent; else say so and stop the page."""
    [totals] = session.answers.ask("summary", filters).rows
    if totals["touches"]:
        return
    if filters.to_json():
        st.info("Nothing in your log fits all of these filters.", title="Nothing left")
        st.button("Show the whole log", on_click=session.filters.clear_filters)
    elif (log := session.answers.measured_log()) and log.report.made["touches"]:
        until = f"{wording.day(log.as_of)}, the day until which it is counted"
        st.info(f"Everything in your log is later than {until}.", title="Nothing to measure yet")
        st.page_link("pages/log.py", label="Choose another day")
    else:
        st.info("No row of your file says that something was sent.", title="Nothing to measure yet")
        st.page_link("pages/log.py", label="See what became of each row")
    st.stop()


def show_sample_button() -> None:
    """A button that loads the sample log and opens its overview."""
    if st.button("Try it with sample data"):
        session.uploads.load_sample()
        st.switch_page("pages/overview.py")


def _show_empty_page() -> None:
    if session.current_upload.current_upload():
        st.info("One question about your file is open. Answer it, and this page fills.", title="Almost there")
        st.page_link("pages/log.py", label="Answer it on the Log page")
        return
    filter_bar.choose_filters()  # an address with filters keeps them until there is a log to filter
    st.info("Bring your log, or look around with a made-up one first.", title="Nothing to show yet")
    with st.container(horizontal=True, vertical_alignment="center"):
        show_sample_button()
        st.page_link("pages/log.py", label="Bring your own log")
