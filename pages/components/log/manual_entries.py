"""A touch added by hand, in ten seconds: to a log, or as the first of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from analysis import wording
from data.database import ENUMS
from data.imports.choices import ManualEntry
from data.imports.log import Log
from pages import session

BEGINNING = b"sent_at,channel,strategy,company,contact,replied_at\n"
"""A log that holds nothing but what is added by hand."""
WHAT = {"channel": "How", "strategy": "What for"}
WITH_WHOM = {"client": "Client", "company": "Company", "role": "Role", "contact": "Contact"}
OF_A_BEGINNING = ("company", "contact")
DAY = "YYYY-MM-DD"
STALE = timedelta(days=14)
"""Without an entry for so long, a log may be one that was not kept up."""
MOST_NAMES = 2_000
"""Names that are offered; any other can be typed."""


def offered(log: Log | None) -> None:
    """The way to the form."""
    if st.button("Add a touch", icon=":material/add:", key="add a touch"):
        _form(log)


def told(log: Log) -> None:
    """Which touches by hand do not count yet: the day until which the log is counted comes before theirs."""
    if number := late(log):
        st.caption(
            f"{wording.count(number, 'touch')} that you added: later than the day above, so not counted yet."
        )


def late(log: Log) -> int:
    """How many touches by hand come after the day until which the log is counted."""
    return sum(touch.sent_at > log.as_of for touch in log.choices.added)


@st.dialog("Add a touch")
def _form(log: Log | None) -> None:
    """What was done, and towards whom, as far as the log tells such things apart."""
    st.caption(
        "A message, a letter, a call: one thing that you did. Only its day is needed; an answer can be added later."
    )
    with st.form("touch", border=False):
        st.date_input("Day", max_value=date.today(), format=DAY, required=True, key="touch sent_at")
        for field, title in WHAT.items():
            st.selectbox(title, ENUMS[field], index=None, format_func=wording.name, key=f"touch {field}")
        known = _known(log)
        for field, title in WITH_WHOM.items():
            if has(log, field):
                names = known.get(field, [])
                st.selectbox(title, names, index=None, accept_new_options=True, key=f"touch {field}")
        st.date_input("Answered on", None, max_value=date.today(), format=DAY, key="touch replied_at")
        if st.form_submit_button("Add it", type="primary", on_click=_add, args=(log,)):
            st.rerun()


def _known(log: Log | None) -> dict[str, list[str]]:
    """The names that the log knows of each kind."""
    if log is None:
        return {}
    [found] = log.records(
        "select list(distinct client) as client, list(distinct company) as company, list(distinct role) as role, "
        "list(distinct contact) as contact from touches"
    )
    return {kind: sorted(filter(None, names or []))[:MOST_NAMES] for kind, names in found.items()}


def has(log: Log | None, field: str) -> bool:
    """Whether the log says such a thing anywhere; where it never does, one row that does would part the others."""
    return field in OF_A_BEGINNING if log is None else field in log.mapping.columns


def _add(log: Log | None) -> None:
    """Add what stands in the form."""
    said = {field: session.widgets.said(f"touch {field}") or "" for field in (*WHAT, *WITH_WHOM)}
    touch = ManualEntry(
        session.widgets.said("touch sent_at"), **said, replied_at=session.widgets.said("touch replied_at")
    )
    if session.current.current_upload() is None:
        session.uploads.bring(BEGINNING, "my log.csv")
    now = session.current.current_upload()
    if now is not None:
        session.uploads.choose(replace(now.choices, added=(*now.choices.added, touch)))
    if log is not None and not log.report.open_questions:
        _count_until(log, touch.sent_at)


def _count_until(log: Log, day: date) -> None:
    """Go on counting until the last day of the log, but not over weeks of which it says nothing: these are asked about.

    A day before that, which the person chose to look back, stays.
    """
    if day - log.as_of > STALE:
        session.uploads.count_until(log.as_of)
    elif log.as_of >= log.last_activity(date.today()):
        session.uploads.count_until(None)
