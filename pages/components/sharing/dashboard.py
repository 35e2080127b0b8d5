"""The dashboard of a share: for its owner before it is published, for its viewers as it was published."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analysis import wording
from analysis.answer import Answer
from analysis.filters import Filters
from analysis.notebook.document.shared_notebook import SharedCell
from analysis.privacy.hidden_answers import CLIENT
from analysis.question import Row
from analysis.share_snapshot import CODED, FULL, NUMBERS, Snapshot
from pages import session
from pages.components.answers import answer_card
from pages.components.notebook import results, text_cell

LEVEL_NAMES = {NUMBERS: "Numbers only", CODED: "Coded", FULL: "Full"}
LEVEL_NOTES = {
    NUMBERS: "The numbers of a job search as they were on the day they were published. They hold no names.",
    CODED: (
        "A job search as it was on the day it was published. Days are weeks, and companies and people are codes. "
        "Someone who knows its owner may still recognise them."
    ),
    FULL: "A job search as it was on the day it was published, with names. Treat it as confidential.",
}
WEEK_NOTE = (
    "What was published stays as it was counted, by day. This log tells weeks: whatever else is asked of it, with "
    "other filters or on other pages, is counted by week and can differ. Each answer says which it is."
)
PAGE_TITLES = {
    "overview": "Overview",
    "channels": "Channels",
    "strategies": "Strategies",
    "offers": "Offers",
    "playbook": "Playbook",
    "timing": "Timing",
}
"""The pages on which viewers can explore a log that is part of a share."""


def show_dashboard(snapshot: Snapshot, *, preview: bool = False) -> None:
    """The whole dashboard, read-only: badges, the four numbers, every answer, and the pages to explore."""
    st.title("Shared dashboard", anchor=False)
    show_badges(snapshot)
    st.caption(LEVEL_NOTES[snapshot.level])
    if snapshot.fewest:
        st.caption(_hidden_note(snapshot.fewest))
    if snapshot.log is not None:
        _show_exploring(snapshot, snapshot.log, preview)
    headline = {_headline_part(answer): answer for answer in snapshot.answers if _headline_part(answer)}
    if len(headline) == 2:
        st.subheader(headline["summary"].verdict, anchor=False)
        numbers = _show_group_numbers if snapshot.fewest else answer_card.show_four_numbers
        numbers(headline["summary"], headline["overall"])
    for answer in snapshot.answers:
        if not _headline_part(answer):
            answer_card.show_answer(answer)
    if snapshot.notebook:
        _show_notebook(snapshot)


def show_badges(snapshot: Snapshot) -> None:
    """Level, filters, data date and publishing date, on every page of a share."""
    filters, coded = snapshot.filters, snapshot.level == CODED
    words = [wording.name(key) for key in (*filters.channels, *filters.strategies, *filters.stages)]
    with st.container(horizontal=True, gap="small"):
        st.badge(LEVEL_NAMES[snapshot.level], icon=":material/lock:", color="blue")
        for text in (
            _period_text(filters, coded),
            *words,
            f"Data up to {_day_text(snapshot.as_of, coded)}",
            f"Published on {wording.day(snapshot.published_on)}",
        ):
            st.badge(text, color="gray")


def _show_notebook(snapshot: Snapshot) -> None:
    st.subheader("Notebook", anchor=False)
    if snapshot.level == CODED:
        st.caption("Counted by week, so its numbers can differ from those above, which are counted by day.")
    for place, cell in enumerate(snapshot.notebook):
        _show_cell(cell, f"cell {place}")


def _show_cell(cell: SharedCell, key: str) -> None:
    """A cell of the owner's notebook: a text, an answer, or rows."""
    if cell.answer:
        answer_card.show_answer(cell.answer, key=key)
        return
    with st.container(border=True):
        if cell.rows is None:
            text_cell.show_text(cell.text)
            return
        st.text(cell.name.replace("_", " ").capitalize())
        results.show_rows(cell.name, key, cell.rows, cell.chart)
        number = wording.count(cell.rows.num_rows, "row")
        st.caption(f"The first {number}; there are more." if cell.truncated else f"{number}.")
        if cell.withheld:
            st.caption(
                f"This needs {cell.withheld_text}, which are no part of this share: its owner sees more here."
            )


def _show_exploring(snapshot: Snapshot, log: str, preview: bool) -> None:
    """Links to the pages that answer from the log of the share, and a button to download that log."""
    with st.container(border=True):
        st.text("Explore it yourself: these pages answer from the log that is part of this share.")
        if snapshot.level == CODED:
            st.text(WEEK_NOTE)
        with st.container(horizontal=True, vertical_alignment="center"):
            for name, title in PAGE_TITLES.items():
                if preview:
                    st.badge(title, color="gray")
                else:
                    st.page_link(f"pages/{name}.py", label=title, width="content")
            st.download_button(
                "Download this log",
                log,
                f"shared-log-{session.current_upload.fingerprint(log)}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )


def _show_group_numbers(summary: Answer, replies: Answer) -> None:
    """Opportunities, response rate, interviews and offers of a group, as far as they are not hidden."""
    [totals], [rate] = summary.rows, replies.rows
    hidden = rate["rate"] is None and not replies.unmet_requirements
    rate_range = "hidden" if hidden else answer_card.range_text(rate, replies)
    numbers = (
        ("Opportunities", _number_text(totals, "opportunities"), None),
        ("Response rate per message", wording.percent(rate["rate"]), rate_range),
        ("Had an interview", _number_text(totals, "interviews"), None),
        ("Had an offer", _number_text(totals, "offers"), None),
    )
    answer_card.show_metrics(numbers, height="stretch")


def _number_text(row: Row, name: str) -> str:
    return "hidden" if row[name] is None else f"{row[name]:,}"


def _hidden_note(fewest: tuple[str, int]) -> str:
    by, k = fewest
    who = "people" if by == CLIENT else "opportunities"
    return (
        f"What fewer than {k} {who} are behind is hidden, together with what would tell it. Messages that can't be "
        "judged are left out."
    )


def _period_text(filters: Filters, coded: bool) -> str:
    if not filters.since and not filters.until:
        return "The whole log"
    since, until = (_day_text(on, coded) if on else None for on in (filters.since, filters.until))
    return f"{since or 'The start'} to {until or 'the data date'}"


def _day_text(on: date, coded: bool) -> str:
    return f"the week of {wording.day(on)}" if coded else wording.day(on)


def _headline_part(answer: Answer) -> str | None:
    """The part of the headline that an answer is, if any."""
    if answer.question.key == "summary":
        return "summary"
    return "overall" if answer.parameters.get("by") == "all" else None
