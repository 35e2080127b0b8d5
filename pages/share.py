"""Publish the answers under a link, see them as a viewer would, and take them down again."""

import streamlit as st

from analysis.snapshot import unpack
from data.errors import LogError
from pages.sharing import leaving, owned, publishing
from pages.showing import empty, filters

st.title("Share", anchor=False)
form, shares = st.container(), st.container()
with shares:
    owned.listed()  # drawn first, below the form: a key file works without a log

with form:
    if not publishing.allowed():
        st.stop()
    log = empty.needs_log()
    view = filters.view()
    empty.needs_touches(view)
    filters.shown(view, log)
    st.markdown(
        "Publish a dashboard under a secret link, with the filters and the data as they are now. You can take it down "
        "at any moment."
    )
    try:
        wanted = leaving.chosen(log)
        content = leaving.content(log, view, wanted)
        snapshot = unpack(content)
        leaving.told(snapshot, wanted)
        terms = publishing.terms(wanted.level)
        understood = publishing.understood(snapshot)
        missing = publishing.problem(terms, wanted.level)
        if understood and missing:
            st.caption(missing)
        with st.container(horizontal=True):
            look = st.button("Preview")
            publish = st.button("Publish", type="primary", disabled=not understood or missing is not None)
        if look:
            publishing.preview(snapshot)
        if publish:
            publishing.publish(content, wanted.level, terms)
            st.rerun()
    except LogError as error:
        st.error(str(error), title="Nothing was published")
