"""The form that adds a touch manually: to a log, or as the first of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from analysis import wording
from data.database import ENUMS
from data.imports.choices import ManualEntry
from data.imports.log import ImportedLog, MeasuredLog
from pages import session

EMPTY_LOG = b"sent_at,channel,strategy,company,contact,replied_at\n"
"""A log that holds nothing but manual entries."""
WHAT_TITLES = {"channel": "How", "strategy": "What for"}
WHOM_TITLES = {"client": "Client", "company": "Company", "role": "Role", "contact": "Contact"}
FIELDS_OF_EMPTY_LOG = ("company", "contact")
DAY_FORMAT = "YYYY-MM-DD"
STALE = timedelta(days=14)
"""A log without an entry for this long may not be kept up."""
MOST_NAMES = 2_000
"""The most names in a list; any other can be typed."""


def show_button(log: ImportedLog | None) -> None:
    """The button that opens the form."""
    if st.button("Add a touch", icon=":material/add:", key="add a touch"):
        _show_form(log)


@st.dialog("Add a touch")
def _show_form(log: ImportedLog | None) -> None:
    """What was done, and towards whom, in the columns that the log has."""
    st.caption(
        "A message, a letter, a call: one thing that you did. Only its day is needed; an answer can be added later."
    )
    with st.form("touch", border=False):
        st.date_input("Day", max_value=date.today(), format=DAY_FORMAT, required=True, key="touch sent_at")
        for field, title in WHAT_TITLES.items():
            st.selectbox(title, ENUMS[field], index=None, format_func=wording.name, key=f"touch {field}")
        known = _known_names(log)
        for field, title in WHOM_TITLES.items():
            if has_field(log, field):
                names = known.get(field, [])
                st.selectbox(title, names, index=None, accept_new_options=True, key=f"touch {field}")
        st.date_input("Answered on", None, max_value=date.today(), format=DAY_FORMAT, key="touch replied_at")
        if st.form_submit_button("Add it", type="primary", on_click=_add_entry, args=(log,)):
            st.rerun()


def _known_names(log: ImportedLog | None) -> dict[str, list[str]]:
    """The names that the log knows of each kind."""
    if log is None:
        return {}
    [found] = log.records(
        "select list(distinct client) as client, list(distinct company) as company, list(distinct role) as role, "
        "list(distinct contact) as contact from touches"
    )
    return {kind: sorted(filter(None, names or []))[:MOST_NAMES] for kind, names in found.items()}


def has_field(log: ImportedLog | None, field: str) -> bool:
    """Whether the log has such a column; where it has none, a single entry with one would be counted apart."""
    return field in FIELDS_OF_EMPTY_LOG if log is None else field in log.mapping.columns


def _add_entry(log: ImportedLog | None) -> None:
    """Add the touch in the form to the log."""
    fields = {
        field: session.widgets.value_of(f"touch {field}") or "" for field in (*WHAT_TITLES, *WHOM_TITLES)
    }
    touch = ManualEntry(
        session.widgets.value_of("touch sent_at"),
        **fields,
        replied_at=session.widgets.value_of("touch replied_at"),
    )
    if session.current_upload.current_upload() is None:
        session.uploads.upload_file(EMPTY_LOG, "my log.csv")
    session.uploads.change_choices(lambda choices: replace(choices, added=(*choices.added, touch)))
    if isinstance(log, MeasuredLog):
        _move_data_date(log, touch.sent_at)


def _move_data_date(log: MeasuredLog, day: date) -> None:
    """Move the data date to the last day of the log, unless weeks without an entry lie between: these are asked about.

    An earlier day, chosen to look back, stays.
    """
    if day - log.as_of > STALE:
        session.uploads.count_until(log.as_of)
    elif log.as_of >= log.last_activity(date.today()):
        session.uploads.count_until(None)
