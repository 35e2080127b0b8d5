"""Bring a log, see what became of every row, and correct what was understood."""

import streamlit as st

from analysis import export
from data.errors import LogError
from pages import days, fates, mapping, session, welcome

if session.brought() is None:
    welcome.invite()
    st.stop()

st.title("Your log", anchor=False)
try:
    log = session.log()
except LogError as error:
    st.error("This file can't be used yet.", icon=":material/error:")
    st.text(str(error))
    welcome.fix_or_replace()
    st.stop()

assert log is not None, "a session with a file has a log or an error"
days.questions(log)
fates.told(log)
if not log.understanding.needs:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("See your overview", type="primary", icon=":material/arrow_forward:"):
            st.switch_page("pages/overview.py")
        st.download_button(
            "Download the clean log",
            lambda: export.csv(log.clean().to_pylist()),
            f"clean-log-{session.fingerprint()}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            help="Every row that counts, in one tidy form. Bring it again and you get the same log.",
        )
    days.data_date(log)
st.subheader("Check what was understood", anchor=False)
fates.rejects(log)
mapping.unknown_words(log)
fates.oddities(log)
fates.skips(log)
mapping.columns(log)
welcome.replace_or_forget()
