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
    finding, _, rest = summary.verdict.partition(". ")
    with st.container(border=True, key="first finding"):
        st.subheader(f"{finding.removesuffix('.')}.", anchor=False)
        if rest and rest != replies.verdict:
            st.text(rest)
        st.text(replies.verdict)
        if replies.figure is not None:
            answer_card.show_figure(
                replies.figure, "chart first finding", replies.verdict, replies.question.key, "PNG"
            )
