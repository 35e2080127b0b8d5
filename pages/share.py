"""Publish the answers under a link, see them as a viewer would, and take them down again."""

import streamlit as st

from data.errors import LogError
from pages import empty, filters, owned, publishing

st.title("Share", anchor=False)
form, shares = st.container(), st.container()
with shares:
    owned.listed()  # drawn first, below the form: a key file works without a log

with form:
    log = empty.needs_log()
    view = filters.view()
    empty.needs_touches(view)
    filters.shown(view, log)
    st.markdown(
        "Publish **numbers only** under a secret link, with the filters and the data as they are now. You can take "
        "them down at any moment."
    )
    questions = publishing.questions()
    with st.container(horizontal=True):
        per, within = filters.denominator(), filters.horizon()
    answers = publishing.answers(questions, view, per=per, within=within)
    publishing.what_leaves(answers)
    days, label = publishing.terms()
    understood = publishing.understood()
    with st.container(horizontal=True):
        look = st.button("Preview")
        publish = st.button("Publish", disabled=not understood)
    try:
        if look:
            publishing.preview(publishing.packed(answers))
        if publish:
            publishing.publish(publishing.packed(answers), days, label)
            st.rerun()
    except LogError as error:
        st.error(str(error), title="Nothing was published")
