"""A strategy of the playbook on a card: when it is possible, how often it was done, its tips, and what followed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.question import Row
from analysis.questions import playbook_rows, scorecard_text


def show_strategy(row: Row, tips: Sequence[Row], within: int | None) -> None:
    """One card. `within`: the days in which a reply counts, or None for any recorded reply."""
    entry = playbook_rows.find_strategy(row)
    with st.container(border=True):
        st.subheader(entry.title, anchor=False)
        st.markdown(entry.why)
        st.caption(scorecard_text.describe_clock(row))
        _show_share(scorecard_text.describe_done(row), row["rate"], row)
        if followed := scorecard_text.describe_outcome(row, within):
            st.markdown(followed)
        st.markdown("**Its tips**")
        for tip in tips:
            _show_share(
                f"{playbook_rows.find_tip(tip).text} {scorecard_text.describe_tip(tip)}", tip["share"], tip
            )
        if row["strategy"] == "professionalism":
            st.markdown(scorecard_text.describe_score(tips))


def _show_share(text: str, share: float | None, row: Row) -> None:
    """A sentence over a bar as long as the share; grey and without a bar where there is none."""
    if row["status"] == playbook_rows.UNKNOWN or share is None:
        st.caption(text)
    else:
        st.progress(share, text=text)
