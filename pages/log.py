"""Bring a log, see what was understood of every row, and correct it."""

import streamlit as st

from data.errors import LogError
from pages import intake, session

st.title("Your log")
if session.brought() is None:
    intake.invite()
    st.stop()

try:
    log = session.log()
except LogError as error:
    st.error(str(error), title="This file can't be used yet")
    intake.mapping_of_unusable()
    intake.replace_or_forget()
    st.stop()

assert log is not None, "a session with a file has a log or an error"
intake.questions(log)
intake.report(log)
intake.mapping(log)
intake.data_date(log)
intake.downloads(log)
intake.replace_or_forget()
