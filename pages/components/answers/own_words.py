"""Reply rates by channel, on demand with each channel opened into the person's own words for it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.answer import Answer
from analysis.ask import UnknownParameter
from analysis.domains import SOURCE
from analysis.filters import Filters
from data.imports.log import MeasuredLog
from pages import session
from pages.components.answers import answer_card

QUESTION = "response_by_channel"


def show_channels(filters: Filters, log: MeasuredLog, **counting: Any) -> None:
    """The answer by channel, or by the words that the log has for them where somebody asks for these."""
    answer = session.answers.ask(QUESTION, filters, **counting)
    if _choose_own_words(log):
        answer = _open_channels(answer, filters, **counting)
    answer_card.show_answer(answer)


def _choose_own_words(log: MeasuredLog) -> bool:
    """The toggle, off at first; a share has no words of its owner's, and many logs have none for channels."""
    if session.current_upload.viewed_share() is not None or "channel" not in log.mapping.columns:
        return False
    return st.toggle(
        "Show my own words",
        key="own_words",
        bind="query-params",
        help="Several of your words can mean one channel: a job board may be “Indeed” or “LinkedIn Easy Apply”.",
    )


def _open_channels(answer: Answer, filters: Filters, **counting: Any) -> Answer:
    """The answer by own words; as it is, with the reason, where there is nothing to open or too much."""
    try:
        opened = session.answers.ask(QUESTION, filters, split=SOURCE, **counting)
    except UnknownParameter as error:
        st.info(str(error))
        return answer
    if len(opened.rows) == len(answer.rows):
        st.caption("Your log has one word for each channel, so there's nothing to open.")
        return answer
    return opened
