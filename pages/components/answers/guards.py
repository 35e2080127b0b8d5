"""What a page shows before there is anything to show."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.filters import Filters
from data.errors import LogError
from data.imports.log import Log
from pages import session
from pages.components.answers import filter_bar


def needs_log() -> Log:
    """The measured log of this session; without one, what to do instead, and the page stops there."""
    try:
        log = session.answers.measured()
    except LogError as error:
        st.error("Your file can't be used yet.", icon=":material/error:")
        st.text(str(error))
        st.page_link("pages/log.py", label="Put it right on the Log page")
        st.stop()
    if log is None:
        _nothing_yet()
        st.stop()
    return log


def needs_touches(view: Filters) -> None:
    """Go on only if anything was sent in this view; else say so, and the page stops there."""
    [totals] = session.answers.ask("summary", view).rows
    if totals["touches"]:
        return
    if view.to_json():
        st.info("Nothing in your log fits all of these filters.", title="Nothing left")
        st.button("Show the whole log", on_click=session.filters.clear_filters)
    elif (log := session.answers.measured()) and log.report.made["touches"]:
        until = f"{wording.day(log.as_of)}, the day until which it is counted"
        st.info(f"Everything in your log is later than {until}.", title="Nothing to measure yet")
        st.page_link("pages/log.py", label="Choose another day")
    else:
        st.info("No row of your file says that something was sent.", title="Nothing to measure yet")
        st.page_link("pages/log.py", label="See what became of each row")
    st.stop()


def try_sample() -> None:
    """Look around with a made-up log, beginning with its overview."""
    if st.button("Try it with sample data"):
        session.uploads.bring_sample()
        st.switch_page("pages/overview.py")


def _nothing_yet() -> None:
    if session.current.current_upload():
        st.info("One question about your file is open. Answer it, and this page fills.", title="Almost there")
        st.page_link("pages/log.py", label="Answer it on the Log page")
        return
    filter_bar.view()  # an address with filters keeps them until there is a log to filter
    st.info("Bring your log, or look around with a made-up one first.", title="Nothing to show yet")
    with st.container(horizontal=True, vertical_alignment="center"):
        try_sample()
        st.page_link("pages/log.py", label="Bring your own log")
