"""What a share shows: to its owner before it is published, to its viewers as it was published."""

from __future__ import annotations

import streamlit as st

from analysis import words
from analysis.answer import Answer
from analysis.snapshot import Snapshot
from analysis.view import View
from pages import draw

LEVELS = {"numbers": "Numbers only"}


def dashboard(snapshot: Snapshot) -> None:
    """The whole dashboard, read-only: what it measures, the four numbers, every answer."""
    st.title("Shared dashboard", anchor=False)
    _measures(snapshot)
    headline = {_part(answer): answer for answer in snapshot.answers if _part(answer)}
    if len(headline) == 2:
        st.subheader(headline["summary"].verdict, anchor=False)
        draw.four_numbers(headline["summary"], headline["overall"])
    for answer in snapshot.answers:
        if not _part(answer):
            draw.answer(answer)


def _measures(snapshot: Snapshot) -> None:
    """Level, filters, data date and publishing date, printed on every share."""
    view = snapshot.view
    filters = [words.name(key) for key in (*view.channels, *view.strategies, *view.stages)]
    with st.container(horizontal=True, gap="small"):
        st.badge(LEVELS[snapshot.level], icon=":material/lock:", color="blue")
        for told in (
            _period(view),
            *filters,
            f"Data up to {words.day(snapshot.as_of)}",
            f"Published on {words.day(snapshot.published_on)}",
        ):
            st.badge(told, color="gray")
    st.caption("The numbers of a job search as they were on the day they were published. They hold no names.")


def _period(view: View) -> str:
    if not view.since and not view.until:
        return "The whole log"
    since, until = (words.day(on) if on else None for on in (view.since, view.until))
    return f"{since or 'The start'} to {until or 'the data date'}"


def _part(answer: Answer) -> str | None:
    """Which part of the headline an answer is, if any."""
    if answer.question.key == "summary":
        return "summary"
    return "overall" if answer.parameters.get("by") == "all" else None
