"""The filters that every page shares. They live in the address, so a link or a bookmark keeps them."""

from __future__ import annotations

import streamlit as st

from analysis import words
from analysis.view import View
from data.log import ENUMS, Log
from pages import session

HORIZONS = (14, 30, 60, 90)


def view() -> View:
    """What the visitor chose to measure."""
    with st.sidebar:
        st.subheader("Filters")
        since = st.date_input("From", value=None, key="since", bind="query-params", format="YYYY-MM-DD")
        until = st.date_input("To", value=None, key="until", bind="query-params", format="YYYY-MM-DD")
        chosen = {kind: _several(kind) for kind in ("channel", "strategy", "stage")}
        st.button("Clear filters", on_click=session.clear_filters, width="stretch")
    return View(since, until, *(tuple(chosen[kind]) for kind in ("channel", "strategy", "stage")))


def denominator() -> str:
    """What a reply rate is counted per."""
    return st.segmented_control(
        "Count replies per",
        list(words.UNITS),
        default="message",
        required=True,
        key="per",
        bind="query-params",
        format_func=lambda unit: words.UNITS[unit],
        help="A person you wrote to three times counts three times per message, once per person.",
    )


def horizon() -> int | None:
    """Within how many days an answer counts; None leaves it to the question."""
    return st.segmented_control(
        "Answered within",
        HORIZONS,
        key="within",
        bind="query-params",
        format_func=lambda days: f"{days} days",
        help="30 days unless you choose; 60 where only letters or events are shown.",
    )


def shown(view: View, log: Log) -> None:
    """One line that says what is measured, with a chip for each filter that is set."""
    parts = [words.name(key) for key in (*view.channels, *view.strategies, *view.stages)]
    if view.since or view.until:
        parts.insert(0, f"{view.since or 'the start'} to {view.until or 'now'}")
    st.caption(f"{' · '.join(parts) or 'The whole log'} · data up to {log.as_of:%d %B %Y}")


def _several(kind: str) -> list[str]:
    return st.multiselect(
        kind.capitalize(),
        [*ENUMS[kind], "unknown"],
        key=kind,
        bind="query-params",
        format_func=words.name,
        placeholder="All",
    )
