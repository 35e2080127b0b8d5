"""The period before: the same numbers over as many days just before those that are chosen."""

from __future__ import annotations

import streamlit as st

from analysis import wording
from analysis.filters import Filters
from data.imports.log import Log
from pages import session


def shown(view: Filters, log: Log) -> None:
    """One line about the period before, where a first day is set in the filters."""
    earlier = view.previous_period(log.as_of)
    if earlier is None or earlier.since is None or earlier.until is None:
        return
    [totals] = session.answers.ask("summary", earlier).rows
    replies = session.answers.ask("response_by_channel", earlier, by="all").rows
    days = wording.count((earlier.until - earlier.since).days + 1, "day")
    told = [wording.count(totals["touches"], "touch")]
    if replies:
        rate = replies[0]
        told.append(
            f"{wording.percent(rate['rate'])} answered (range {wording.span(rate['low'], rate['high'])}, n "
            f"= {rate['n']:,})"
        )
    st.text(
        f"The {days} before, from {wording.day(earlier.since)}: {wording.listed(told)}. Of the opportunities that you "
        f"wrote to then, {totals['interviews']:,} had an interview at some time and {totals['offers']:,} an offer; one "
        "that you wrote to in both periods counts in both."
    )
