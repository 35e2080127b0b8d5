"""The options of a share: its level, its questions, and how they are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analysis import wording
from analysis.notebook.document.cells import Notebook
from analysis.privacy import hidden_answers, redaction
from analysis.privacy.hidden_answers import CLIENT, SMALL_BELOW
from analysis.questions import QUESTIONS
from analysis.questions.comparison import is_protected
from analysis.share_snapshot import CODED, FULL, LEVELS, NUMBERS
from data.imports.log import MeasuredLog
from pages import session
from pages.components.answers import filter_bar
from pages.components.sharing import dashboard

SHAREABLE = [
    question.key for question in QUESTIONS.values() if question.shareable and question.key != "summary"
]
USUAL_QUESTIONS = [
    "journey",
    "weekly_activity",
    "response_by_channel",
    "response_by_strategy",
    "offers_by_strategy",
    "fair_comparison",
    "reply_curve",
]
"""The questions that are published unless the owner chooses others: they fit on a few screens."""
LEVEL_CAPTIONS = {
    NUMBERS: "The answers that you choose, as they are now. No rows, no names. Anyone with the link can look.",
    CODED: "Viewers explore with filters of their own: weeks for days, codes for companies and people, no job titles.",
    FULL: "For your coach: names, days and job titles too, but never messages or notes.",
}


@dataclass(frozen=True)
class ShareOptions:
    """What the owner chose to publish. `fewest`: numbers of fewer people are hidden; 0 hides none."""

    level: str
    questions: tuple[str, ...]
    per: str
    within: int | None
    fewest: int = 0
    locked: bool = False
    extra: tuple[str, ...] = ()
    notebook: Notebook = ()


def choose_options(log: MeasuredLog) -> ShareOptions:
    """The options as the owner chooses them: the level, the questions, how they are counted."""
    level = st.radio(
        "What viewers get",
        LEVELS,
        key="level",
        format_func=lambda level: dashboard.LEVEL_NAMES[level],
        captions=[LEVEL_CAPTIONS[level] for level in LEVELS],
    )
    fewest = _choose_fewest(hidden_answers.counting_unit(log)) if level == NUMBERS else 0
    locked = level != NUMBERS and st.toggle(
        "Only the answers that I choose: no log, no filters for viewers", key="locked"
    )
    extra = _choose_extra(redaction.list_extra_columns(log)) if level == FULL and not locked else ()
    notebook = _choose_notebook(level)
    questions = _choose_questions()
    with st.container(horizontal=True):
        per = "message" if fewest else filter_bar.choose_denominator(log)
        within = filter_bar.choose_horizon()
    return ShareOptions(level, tuple(questions), per, within, fewest, locked, extra, notebook)


def _choose_fewest(by: str) -> int:
    """The number of people below which numbers are hidden: required in a group, optional (0: none) in one's own log."""
    group_of_people = by == CLIENT
    choices = SMALL_BELOW[by] if group_of_people else (0, *SMALL_BELOW[by])
    chosen: int = st.segmented_control(
        "Your log is about several people: hide what only few of them are behind"
        if group_of_people
        else "Hide small numbers: what is behind only few opportunities",
        choices,
        default=choices[0],
        required=True,
        key=f"fewest {by}",
        format_func=lambda k: (
            f"fewer than {k} {'people' if group_of_people else 'opportunities'}" if k else "none"
        ),
        help="Hidden together with what would tell it: nobody can work it out from sums or per cents.",
    )
    return chosen


def _choose_extra(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    columns = st.multiselect(
        "Columns of your own that leave too",
        names,
        key="extra",
        format_func=lambda name: f"{name} (says what a person is)" if is_protected(name) else name,
        placeholder="None, unless you choose some",
    )
    return tuple(columns)


def _choose_notebook(level: str) -> Notebook:
    """The notebook, if its level allows it and its owner wants it."""
    cells = session.notebook_state.book().cells
    if not cells:
        return ()
    if level == NUMBERS:
        st.caption(
            "Your notebook stays out: its texts and results can hold names. A coded or a full share can carry it."
        )
        return ()
    include = st.toggle(
        "My notebook too",
        key="with notebook",
        help="What you wrote leaves as you wrote it. Results are made anew from what viewers get; your SQL stays here.",
    )
    return cells if include else ()


def _choose_questions() -> list[str]:
    with st.expander(f"Choose among {wording.count(len(SHAREABLE), 'question')}"):
        return st.multiselect(
            "Questions on the dashboard",
            SHAREABLE,
            default=USUAL_QUESTIONS,
            format_func=lambda key: QUESTIONS[key].title,
            key="published questions",
            help="The totals of the search are always there.",
        )
