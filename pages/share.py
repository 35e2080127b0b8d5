"""Publish the answers under a link, see them as a viewer would, and take them down again."""

import streamlit as st

from analysis.share_snapshot import unpack
from data.errors import LogError
from pages.components.answers import filter_bar, guards
from pages.components.sharing import my_shares, publish_form, share_content, share_options, shared_columns

st.title("Share", anchor=False)
form, shares = st.container(), st.container()
with shares:
    my_shares.list_shares()  # drawn first, below the form: a key file works without a log

with form:
    if not publish_form.check_permission():
        st.stop()
    log = guards.require_log()
    filters = filter_bar.choose_filters()
    guards.require_touches(filters)
    filter_bar.show_filters(filters, log)
    st.markdown(
        "Publish a dashboard under a secret link, with the filters and the data as they are now. You can take it down "
        "at any moment."
    )
    try:
        options = share_options.choose_options(log)
        content = share_content.make_content(log, filters, options)
        snapshot = unpack(content)
        shared_columns.show_what_leaves(snapshot, options)
        terms = publish_form.choose_terms(options.level)
        confirmed = publish_form.confirm_warning(snapshot)
        problem = publish_form.find_problem(terms, options.level)
        if confirmed and problem:
            st.caption(problem)
        with st.container(horizontal=True):
            preview = st.button("Preview")
            publish = st.button("Publish", type="primary", disabled=not confirmed or problem is not None)
        if preview:
            publish_form.show_preview(snapshot)
        if publish:
            publish_form.publish_shares(content, options.level, terms)
            st.rerun()
    except LogError as error:
        st.error(str(error), title="Nothing was published")
