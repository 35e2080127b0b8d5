"""The form that adds an activity manually: to a log, or as the first of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import streamlit as st

from analysis import wording
from data.database import ENUMS
from data.imports.choices import ManualEntry
from data.imports.log import ImportedLog, MeasuredLog
from pages import session

EMPTY_LOG = b"sent_at,channel,strategy,company,role,contact,replied_at\n"
"""A log that holds nothing but manual entries."""
OPTION_NAMES = {
    "reply": "A reply",
    "positive": "A positive reply",
    "interview": "An invitation to an interview",
    "offer": "An offer",
    "rejection": "A rejection",
    "yes": "Yes",
    "no": "No",
}
OPTIONS = {
    "channel": ENUMS["channel"],
    "strategy": ENUMS["strategy"],
    "outcome": ["reply", "positive", "interview", "offer", "rejection"],
    "personalised": ["yes", "no"],
}
WHAT_TITLES = {"channel": "How", "strategy": "What for"}
WHOM_TITLES = {"client": "Client", "company": "Company", "role": "Role", "contact": "Contact"}
REPLY_TITLES = {"outcome": "What the reply was", "personalised": "Written for this person"}
NOTES_TITLE = "Notes"
FIELDS_OF_EMPTY_LOG = ("company", "role", "contact")
DAY_FORMAT = "YYYY-MM-DD"
STALE = timedelta(days=14)
"""A log without an entry for this long may not be kept up."""
MOST_NAMES = 2_000
"""The most names in a list; any other can be typed."""


@dataclass(frozen=True)
class OpenedLog:
    """What the form knows of the log that it was opened on; what is added since changes none of it.

    `names`: for each field of `WHOM_TITLES` that the log has, the names in it. `follows`: the data date is the last
    day of the log, not an earlier one that was chosen to look back. `entries`: how many were added before.
    """

    names: Mapping[str, Sequence[str]] = field(default_factory=lambda: dict.fromkeys(FIELDS_OF_EMPTY_LOG, ()))
    as_of: date | None = None
    follows: bool = True
    entries: int = 0


def show_button(log: ImportedLog | None) -> None:
    """The button that opens the form."""
    if st.button("Add an activity", icon=":material/add:", key="add an activity"):
        show_form(look_at(log) if log else OpenedLog())


# Closed after "Add another", the page behind it has yet to show what was added.
@st.dialog("Add an activity", on_dismiss="rerun")
def show_form(log: OpenedLog) -> None:
    """What was done, and towards whom; names in the columns that the log has."""
    st.caption(
        "A message, a letter, a call: one thing that you did. Only its day is needed; a reply can be added later."
    )
    if added := len(_list_added(log)):
        st.text(f"{wording.count(added, 'activity')} added.")
    with st.form("touch", border=False):
        st.date_input("Day", max_value=date.today(), format=DAY_FORMAT, required=True, key="touch sent_at")
        for name, title in WHAT_TITLES.items():
            _choose_option(name, title)
        for name, title in WHOM_TITLES.items():
            if name in log.names:
                st.selectbox(
                    title, _list_names(log, name), index=None, accept_new_options=True, key=f"touch {name}"
                )
        st.date_input("Replied on", None, max_value=date.today(), format=DAY_FORMAT, key="touch replied_at")
        for name, title in REPLY_TITLES.items():
            _choose_option(name, title)
        st.text_area(NOTES_TITLE, height="content", key="touch notes")
        with st.container(horizontal=True):
            if st.form_submit_button("Add", type="primary", on_click=_add_entry, args=(log,)):
                st.rerun()
            st.form_submit_button("Add another", on_click=_add_another, args=(log,))


def _choose_option(name: str, title: str) -> None:
    st.selectbox(
        title, OPTIONS[name], index=None, format_func=option_name, placeholder="Not said", key=f"touch {name}"
    )


def option_name(option: str) -> str:
    """What an option of a field is called."""
    return OPTION_NAMES.get(option) or wording.name(option)


def look_at(log: ImportedLog) -> OpenedLog:
    """What the form has to know of a log."""
    [found] = log.records(
        "select list(distinct client) as client, list(distinct company) as company, list(distinct role) as role, "
        "list(distinct contact) as contact from touches"
    )
    known = {name: list(filter(None, names or [])) for name, names in found.items() if has_field(log, name)}
    entries = len(log.choices.added)
    if not isinstance(log, MeasuredLog):
        return OpenedLog(known, entries=entries)
    return OpenedLog(known, log.as_of, log.as_of >= log.last_activity(date.today()), entries)


def has_field(log: ImportedLog, name: str) -> bool:
    """Whether the log has such a column; where it has none, a single entry with one would be counted apart."""
    return name in log.mapping.columns


def _list_added(log: OpenedLog) -> tuple[ManualEntry, ...]:
    """The entries that were added since the form was opened."""
    now = session.current_upload.current_upload()
    return now.choices.added[log.entries :] if now else ()


def _list_names(log: OpenedLog, name: str) -> list[str]:
    """The names of a field in the log and in what was added since."""
    added = (getattr(entry, name) for entry in _list_added(log))
    return sorted({*log.names[name], *filter(None, added)})[:MOST_NAMES]


def _add_entry(log: OpenedLog) -> None:
    """Add the activity in the form to the log."""
    texts = (*WHAT_TITLES, *WHOM_TITLES, *REPLY_TITLES, "notes")
    entry = ManualEntry(
        session.widgets.value_of("touch sent_at"),
        **{name: session.widgets.value_of(f"touch {name}") or "" for name in texts},
        replied_at=session.widgets.value_of("touch replied_at"),
    )
    if session.current_upload.current_upload() is None:
        session.uploads.upload_file(EMPTY_LOG, "my log.csv")
    session.uploads.change_choices(lambda choices: replace(choices, added=(*choices.added, entry)))
    if log.as_of:
        _move_data_date(log, log.as_of, (each.sent_at for each in _list_added(log)))


def _add_another(log: OpenedLog) -> None:
    """Add the activity in the form, and empty the form but for the day."""
    _add_entry(log)
    for name in (*WHAT_TITLES, *WHOM_TITLES, *REPLY_TITLES, "replied_at"):
        session.widgets.clear(f"touch {name}")
    session.widgets.set_text("touch notes", "")


def _move_data_date(log: OpenedLog, as_of: date, days: Iterable[date]) -> None:
    """Move the data date to the last day of the log, unless weeks without an entry lie between: these are asked about.

    An earlier day, chosen to look back, stays.
    """
    last = as_of
    for day in sorted(days):
        if day - last > STALE:
            session.uploads.count_until(last if log.follows else as_of)
            return
        last = max(last, day)
    if log.follows:
        session.uploads.count_until(None)
