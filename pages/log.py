"""Bring a log, see what became of every row, and correct what was understood."""

import streamlit as st

from data.errors import LogError
from pages import session
from pages.components.log import (
    date_questions,
    downloads,
    edit_rows,
    import_report,
    known_export,
    manual_entries,
    mapping,
    merge,
    save,
    table_choice,
    update,
    welcome,
)

try:
    log = session.answers.log()
except LogError as error:
    welcome.refuse(error)
    st.stop()
if log is None:
    if not merge.offered():
        welcome.invite()
    st.stop()

st.title("Your log", anchor=False)
update.offered(log)
merge.offered()
table_choice.choice(log.report.parts, log.report.part)
date_questions.questions(log)
import_report.told(log)
known_export.told(log)
date_questions.missing(log)
mapping.lacking(log)
if not log.report.open_questions:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("See your overview", icon=":material/arrow_forward:"):
            st.switch_page("pages/overview.py")
        manual_entries.offered(log)
        downloads.offered(log)
    date_questions.data_date(log)
    manual_entries.told(log)
    save.controls()
st.subheader("Check what was understood", anchor=False)
edit_rows.controls(log)
import_report.aside_before(log)
mapping.unknown_words(log)
import_report.oddities(log)
import_report.notes(log)
import_report.skips(log)
mapping.columns(log)
with st.expander("Bring a newer version, or another file beside it"):
    update.upload()
    merge.upload()
welcome.replace_or_forget()
