"""Publish the answers under a link, see them as a viewer would, and take them down again."""

import streamlit as st

from analysis.snapshot import unpack
from data.errors import LogError
from pages.components.answers import filter_bar, guards
from pages.components.sharing import choose, my_shares, publish_form

st.title("Share", anchor=False)
form, shares = st.container(), st.container()
with shares:
    my_shares.listed()  # drawn first, below the form: a key file works without a log

with form:
    if not publish_form.allowed():
        st.stop()
    log = guards.needs_log()
    view = filter_bar.view()
    guards.needs_touches(view)
    filter_bar.shown(view, log)
    st.markdown(
        "Publish a dashboard under a secret link, with the filters and the data as they are now. You can take it down "
        "at any moment."
    )
    try:
        wanted = choose.chosen(log)
        content = choose.content(log, view, wanted)
        snapshot = unpack(content)
        choose.told(snapshot, wanted)
        terms = publish_form.terms(wanted.level)
        understood = publish_form.understood(snapshot)
        missing = publish_form.problem(terms, wanted.level)
        if understood and missing:
            st.caption(missing)
        with st.container(horizontal=True):
            look = st.button("Preview")
            publish = st.button("Publish", type="primary", disabled=not understood or missing is not None)
        if look:
            publish_form.preview(snapshot)
        if publish:
            publish_form.publish(content, wanted.level, terms)
            st.rerun()
    except LogError as error:
        st.error(str(error), title="Nothing was published")
