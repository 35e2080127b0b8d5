"""The filters that every page shares. They live in the address, so a link or a bookmark keeps them."""

from __future__ import annotations

from datetime import date

import streamlit as st

from analysis import wording
from analysis.drilldown import FILTERS
from analysis.filters import Filters
from data.imports.log import Log
from pages import session
from pages.components.answers import saved_views

OUTCOMES = {"offer": "an offer", "further": "getting further"}
HORIZONS = (14, 30, 60, 90)
KINDS = {"channel": "Channel", "strategy": "Kind of follow-up", "stage": "Stage when sent"}


def view() -> Filters:
    """What the visitor chose to measure: the filters, and a chip for each that is set."""
    # Folded, not in a popover: what a closed popover held in the browser outlives its filter, and comes back.
    with st.expander("Filters", icon=":material/filter_alt:", key="filters"):
        since, until = _period()
        chosen = {kind: _several(kind, title) for kind, title in KINDS.items()}
    found = Filters(since, until, *(tuple(chosen[kind]) for kind in KINDS))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if session.current.viewed() is None:
            saved_views.offered()
        _chips(found)
    return found


def denominator() -> str:
    """What a reply rate is counted per."""
    return st.segmented_control(
        "Count replies per",
        list(wording.UNITS),
        default="message",
        required=True,
        key="per",
        bind="query-params",
        format_func=lambda unit: wording.UNITS[unit],
        help="A person you wrote to three times counts three times per message, once per person.",
    )


def horizon() -> int | None:
    """Within how many days an answer counts; None leaves it to the question."""
    return st.segmented_control(
        "Answered within (30 days unless you choose)",
        HORIZONS,
        key="within",
        bind="query-params",
        format_func=lambda days: f"{days} days",
        help="30 days unless you choose; 60 where only letters or events are shown.",
    )


def outcome() -> str:
    """What a fair comparison looks for afterwards."""
    return st.segmented_control(
        "What followed",
        list(OUTCOMES),
        default="offer",
        required=True,
        key="outcome",
        bind="query-params",
        format_func=lambda outcome: OUTCOMES[outcome],
        help="Getting further is another interview or an offer: it happens more often, so it can be judged earlier.",
    )


def shown(view: Filters, log: Log) -> None:
    """One line that says what is measured, and until when."""
    whole = "The whole log" if session.current.viewed() else "Your whole log"
    measured = "What you filtered" if view.to_json() else whole
    week = "the week of " if session.answers.tells_weeks() else ""
    st.caption(f"{measured}, with data up to {week}{wording.day(log.as_of)}.")


def _period() -> tuple[date | None, date | None]:
    first, last = st.columns(2)
    with first:
        since = st.date_input("Sent from", value=None, key="since", bind="query-params", format="YYYY-MM-DD")
    with last:
        until = st.date_input("Sent until", value=None, key="until", bind="query-params", format="YYYY-MM-DD")
    return since, until


def _several(kind: str, title: str) -> list[str]:
    return st.pills(
        title,
        FILTERS[kind],
        selection_mode="multi",
        key=kind,
        bind="query-params",
        format_func=wording.name,
    )


def _chips(view: Filters) -> None:
    """What is set, each to be taken away by a click."""
    if view.since:
        _chip(f"from {wording.day(view.since)}", "since", None)
    if view.until:
        _chip(f"until {wording.day(view.until)}", "until", None)
    for kind, keys in zip(KINDS, (view.channels, view.strategies, view.stages), strict=True):
        for key in keys:
            _chip(wording.name(key), kind, key)
    if view.to_json():
        st.button("Clear filters", type="tertiary", on_click=session.filters.clear_filters)


def _chip(text: str, filter_key: str, value: str | None) -> None:
    st.button(
        text,
        icon=":material/close:",
        key=f"chip {filter_key} {value}",
        help="Take this filter away",
        on_click=session.filters.lift,
        args=(filter_key, value),
    )
