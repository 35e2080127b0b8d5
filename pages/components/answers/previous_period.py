"""The previous period: the same numbers over as many days just before the chosen ones."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.filters import Filters
from data.imports.log import MeasuredLog
from pages import session


def show_previous_period(filters: Filters, log: MeasuredLog) -> None:
    """One line about the previous period, where the filters have a first day."""
    earlier = filters.previous_period(log.as_of)
    if earlier is None or earlier.since is None or earlier.until is None:
        return
    [totals] = session.answers.ask("summary", earlier).rows
    answer = session.answers.ask("response_by_channel", earlier, by="all")
    replies = answer.rows
    days = wording.count((earlier.until - earlier.since).days + 1, "day")
    numbers = [wording.count(totals["touches"], "touch")]
    if replies:
        rate = replies[0]
        counted = wording.basis_text(answer.basis, rate["through"])
        span = wording.span(rate["low"], rate["high"])
        numbers.append(f"{wording.percent(rate['rate'])} {counted} (range {span}, n = {rate['n']:,})")
    st.text(
        f"The {days} before, from {wording.day(earlier.since)}: {wording.join_words(numbers)}. Of the "
        "opportunities that "
        f"you wrote to then, {totals['interviews']:,} had an interview at some time and {totals['offers']:,} an offer; "
        "one that you wrote to in both periods counts in both."
    )
