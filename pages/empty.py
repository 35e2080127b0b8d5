"""What a page shows before there is anything to show."""

from __future__ import annotations

import streamlit as st

from data.errors import LogError
from data.log import Log
from pages import session


def needs_log() -> Log:
    """The measured log of this session; without one, what to do instead, and the page stops there."""
    try:
        log = session.measured()
    except LogError as error:
        st.error(str(error), title="Your file can't be used yet")
        st.page_link("pages/log.py", label="Go to your log")
        st.stop()
    if log is None:
        _nothing_yet()
        st.stop()
    return log


def _nothing_yet() -> None:
    if session.brought():
        st.info(
            "One question about your dates is open. Answer it, and this page fills.", title="Almost there"
        )
        st.page_link("pages/log.py", label="Answer it on the Log page")
        return
    st.info("Bring your log, or look around with a made-up one first.", title="Nothing to show yet")
    with st.container(horizontal=True):
        st.button("Try it with sample data", on_click=session.bring_sample, type="primary")
        st.page_link("pages/log.py", label="Bring your own log")
