"""What a share shows: to its owner before it is published, to its viewers as it was published."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analysis import wording
from analysis.answer import Answer
from analysis.filters import Filters
from analysis.notebook.document.shared_notebook import Shown
from analysis.privacy.hidden_answers import CLIENT
from analysis.question import Row
from analysis.snapshot import CODED, FULL, NUMBERS, Snapshot
from pages import session
from pages.components.answers import answer_card
from pages.components.notebook import results, text_cell

LEVELS = {NUMBERS: "Numbers only", CODED: "Coded", FULL: "Full"}
ABOUT = {
    NUMBERS: "The numbers of a job search as they were on the day they were published. They hold no names.",
    CODED: (
        "A job search as it was on the day it was published. Days are weeks, and companies and people are codes. "
        "Someone who knows its owner may still recognise them."
    ),
    FULL: "A job search as it was on the day it was published, with names. Treat it as confidential.",
}
BY_WEEK = (
    "What was published stays as it was counted, by day. This log tells weeks: whatever else is asked of it, with "
    "other filters or on other pages, is counted by week and can differ. Each answer says which it is."
)
PAGES = {
    "overview": "Overview",
    "channels": "Channels",
    "strategies": "Strategies",
    "offers": "Offers",
    "playbook": "Playbook",
    "timing": "Timing",
}
"""The pages on which a log that is part of a share can be explored."""


def dashboard(snapshot: Snapshot, *, preview: bool = False) -> None:
    """The whole dashboard, read-only: what it measures, the four numbers, every answer, and the ways to explore."""
    st.title("Shared dashboard", anchor=False)
    measured(snapshot)
    st.caption(ABOUT[snapshot.level])
    if snapshot.fewest:
        st.caption(_hides(snapshot.fewest))
    if snapshot.log is not None:
        _explore(snapshot, snapshot.log, preview)
    headline = {_part(answer): answer for answer in snapshot.answers if _part(answer)}
    if len(headline) == 2:
        st.subheader(headline["summary"].verdict, anchor=False)
        numbers = _group_numbers if snapshot.fewest else answer_card.four_numbers
        numbers(headline["summary"], headline["overall"])
    for answer in snapshot.answers:
        if not _part(answer):
            answer_card.answer(answer)
    if snapshot.notebook:
        _notebook(snapshot)


def measured(snapshot: Snapshot) -> None:
    """Level, filters, data date and publishing date, printed on every page of a share."""
    view, coded = snapshot.filters, snapshot.level == CODED
    filters = [wording.name(key) for key in (*view.channels, *view.strategies, *view.stages)]
    with st.container(horizontal=True, gap="small"):
        st.badge(LEVELS[snapshot.level], icon=":material/lock:", color="blue")
        for told in (
            _period(view, coded),
            *filters,
            f"Data up to {_day(snapshot.as_of, coded)}",
            f"Published on {wording.day(snapshot.published_on)}",
        ):
            st.badge(told, color="gray")


def _notebook(snapshot: Snapshot) -> None:
    st.subheader("Notebook", anchor=False)
    if snapshot.level == CODED:
        st.caption("Counted by week, so its numbers can differ from those above, which are counted by day.")
    for place, cell in enumerate(snapshot.notebook):
        _cell(cell, f"cell {place}")


def _cell(cell: Shown, key: str) -> None:
    """A cell of the owner's notebook: their words, an answer, or rows."""
    if cell.answer:
        answer_card.answer(cell.answer, key=key)
        return
    with st.container(border=True):
        if cell.rows is None:
            text_cell.shown(cell.text)
            return
        st.text(cell.name.replace("_", " ").capitalize())
        results.rows(cell.name, key, cell.rows, cell.chart)
        number = wording.count(cell.rows.num_rows, "row")
        st.caption(f"The first {number}; there are more." if cell.truncated else f"{number}.")
        if cell.without:
            st.caption(f"This needs {cell.lacks}, which are no part of this share: its owner sees more here.")


def _explore(snapshot: Snapshot, log: str, preview: bool) -> None:
    """The way to the pages that answer from the log of the share, and the log itself to take away."""
    with st.container(border=True):
        st.text("Explore it yourself: these pages answer from the log that is part of this share.")
        if snapshot.level == CODED:
            st.text(BY_WEEK)
        with st.container(horizontal=True, vertical_alignment="center"):
            for name, title in PAGES.items():
                if preview:
                    st.badge(title, color="gray")
                else:
                    st.page_link(f"pages/{name}.py", label=title, width="content")
            st.download_button(
                "Download this log",
                log,
                f"shared-log-{session.current.fingerprint(log)}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )


def _group_numbers(summary: Answer, replies: Answer) -> None:
    """Opportunities, response rate, interviews and offers of a group, as far as they are not hidden."""
    [totals], [rate] = summary.rows, replies.rows
    hidden = rate["rate"] is None and not replies.unmet_requirements
    told = "hidden" if hidden else answer_card.range_told(rate, replies)
    numbers = (
        ("Opportunities", _number(totals, "opportunities"), None),
        ("Response rate per message", wording.percent(rate["rate"]), told),
        ("Had an interview", _number(totals, "interviews"), None),
        ("Had an offer", _number(totals, "offers"), None),
    )
    with st.grid(4, min_column_width=200):
        for title, number, beside in numbers:
            st.metric(
                title,
                number,
                delta=beside,
                delta_color="off",
                delta_arrow="off",
                border=True,
                height="stretch",
            )


def _number(row: Row, name: str) -> str:
    return "hidden" if row[name] is None else f"{row[name]:,}"


def _hides(fewest: tuple[str, int]) -> str:
    by, k = fewest
    who = "people" if by == CLIENT else "opportunities"
    return (
        f"What fewer than {k} {who} are behind is hidden, together with what would tell it. Messages that can't be "
        "judged are left out."
    )


def _period(view: Filters, coded: bool) -> str:
    if not view.since and not view.until:
        return "The whole log"
    since, until = (_day(on, coded) if on else None for on in (view.since, view.until))
    return f"{since or 'The start'} to {until or 'the data date'}"


def _day(on: date, coded: bool) -> str:
    return f"the week of {wording.day(on)}" if coded else wording.day(on)


def _part(answer: Answer) -> str | None:
    """Which part of the headline an answer is, if any."""
    if answer.question.key == "summary":
        return "summary"
    return "overall" if answer.parameters.get("by") == "all" else None
