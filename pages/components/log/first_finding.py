"""What a log shows first, on the page on which it was uploaded."""

import streamlit as st

from analysis.filters import Filters
from data.imports.log import MeasuredLog
from pages import session
from pages.components.answers import answer_card


def show_first_finding(log: MeasuredLog) -> None:
    """The search in one sentence, and which channels get replies; nothing where nothing was sent."""
    if not log.report.made["touches"]:
        return
    summary = session.answers.ask("summary", Filters())
    replies = session.answers.ask("response_by_channel", Filters())
    with st.container(border=True, key="first finding"):
        st.subheader(summary.verdict, anchor=False)
        if replies.verdict not in summary.verdict:
            st.text(replies.verdict)
        if replies.figure is not None:
            answer_card.show_figure(
                replies.figure, "chart first finding", replies.verdict, replies.question.key, "PNG"
            )
