"""Upload a log, see what became of every row, and correct what was understood."""

import streamlit as st

from data.errors import LogError
from data.imports.log import MeasuredLog
from pages import session
from pages.components.log import (
    data_date,
    downloads,
    edit_rows,
    first_finding,
    import_report,
    known_export,
    manual_entries,
    manual_entry_form,
    mapping,
    merge,
    open_questions,
    save,
    table_choice,
    update,
    welcome,
)

try:
    log = session.answers.imported_log()
except LogError as error:
    welcome.show_error(error)
    st.stop()
if log is None:
    if not merge.show_merge():
        welcome.show_welcome()
    st.stop()

st.title("Your log", anchor=False)
update.show_update(log)
merge.show_merge()
table_choice.choose_table(log.report.parts, log.report.part)
import_report.show_understanding(log)
import_report.show_rule_changes(log)
open_questions.ask_questions(log)
if isinstance(log, MeasuredLog):
    first_finding.show_first_finding(log)
import_report.show_fates(log)
known_export.show_known_export(log)
mapping.warn_without_dates(log)
mapping.show_missing_fields(log)
if isinstance(log, MeasuredLog):
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("See your overview", icon=":material/arrow_forward:"):
            st.switch_page("pages/overview.py")
        manual_entry_form.show_button(log)
        downloads.show_downloads(log)
    data_date.show_data_date(log)
    manual_entries.show_late_entries(log)
    save.show_save()
st.subheader("Check what was understood", anchor=False)
edit_rows.show_row_editor(log)
import_report.show_rejects_before_merge(log)
mapping.show_unknown_words(log)
mapping.show_readings(log)
import_report.show_oddities(log)
import_report.show_notes(log)
import_report.show_skips(log)
mapping.show_columns(log)
with st.expander("Bring a newer version, or another file beside it"):
    update.upload_newer_version()
    merge.upload_more_files()
welcome.show_replace_or_delete()
