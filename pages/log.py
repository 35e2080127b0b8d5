"""Bring a log, see what became of every row, and correct what was understood."""

import streamlit as st

from data.errors import LogError
from pages import session
from pages.bringing import (
    adding,
    days,
    fates,
    keeping,
    mapping,
    newer,
    recognised,
    rows,
    sheets,
    taking,
    together,
    welcome,
)

try:
    log = session.log()
except LogError as error:
    welcome.refuse(error)
    st.stop()
if log is None:
    if not together.offered():
        welcome.invite()
    st.stop()

st.title("Your log", anchor=False)
newer.offered(log)
together.offered()
sheets.choice(log.understanding.parts, log.understanding.part)
days.questions(log)
fates.told(log)
recognised.told(log)
days.missing(log)
mapping.lacking(log)
if not log.understanding.needs:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("See your overview", icon=":material/arrow_forward:"):
            st.switch_page("pages/overview.py")
        adding.offered(log)
        taking.offered(log)
    days.data_date(log)
    adding.told(log)
    keeping.controls()
st.subheader("Check what was understood", anchor=False)
rows.controls(log)
fates.aside_before(log)
mapping.unknown_words(log)
fates.oddities(log)
fates.notes(log)
fates.skips(log)
mapping.columns(log)
with st.expander("Bring a newer version, or another file beside it"):
    newer.upload()
    together.upload()
welcome.replace_or_forget()
