"""The filters that all pages share. They are in the address, so a link or a bookmark keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analysis import wording
from analysis.ask import HORIZON, WORD_PARAMETERS
from analysis.basis import RECORDED, SO_FAR, WITHIN, default_unit
from analysis.drilldown import FILTER_VALUES
from analysis.filters import Filters
from data.imports.log import MeasuredLog
from pages import session
from pages.components.answers import saved_views

OUTCOME_TITLES = {"reply": "a reply", "further": "getting further", "offer": "an offer"}
HORIZONS = (14, 30, 60, 90)
BASIS_TITLES = {WITHIN: "within days", RECORDED: "so far, if old enough", SO_FAR: "so far, all"}
BASIS_NOTES = {
    WITHIN: "",
    RECORDED: " Replies so far are counted, among messages that are old enough to be judged.",
    SO_FAR: " Replies so far are counted. Some may have been sent too recently for a reply, so nothing is compared.",
}
FILTER_TITLES = {"channel": "Channel", "strategy": "Kind of follow-up", "stage": "Stage when sent"}


def choose_filters() -> Filters:
    """The filters that the visitor chooses, with a chip for each that is set."""
    # In an expander, not a popover: the browser keeps the fields of a closed popover, and brings their values back.
    with st.expander("Filters", icon=":material/filter_alt:", key="filters"):
        since, until = _choose_period()
        chosen = {kind: _choose_words(kind, title) for kind, title in FILTER_TITLES.items()}
        _choose_basis()
    filters = Filters(since, until, *(tuple(chosen[kind]) for kind in FILTER_TITLES))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if session.current_upload.viewed_share() is None:
            saved_views.show_saved_views()
        _show_chips(filters)
    return filters


def choose_denominator(log: MeasuredLog) -> str:
    """The unit that reply rates are counted per."""
    note = "A person you wrote to three times counts three times per message, once per person."
    return _choose_one("Count replies per", wording.UNITS, default_unit(log), "per", note)


def choose_horizon() -> int | None:
    """The days within which a reply counts; None leaves it to the question."""
    return st.segmented_control(
        f"Answered within ({HORIZON} days unless you choose)",
        HORIZONS,
        key="within",
        bind="query-params",
        format_func=lambda days: f"{days} days",
        help=f"{HORIZON} days unless you choose. Filters never change this.",
    )


def _choose_basis() -> None:
    """What counts as a reply, on every page; unset, the log decides."""
    st.segmented_control(
        "Count replies",
        list(BASIS_TITLES),
        key="basis",
        bind="query-params",
        format_func=lambda basis: BASIS_TITLES[basis],
        help="Unless you choose: within days where your replies have days; else replies so far, among what is old "
        "enough to be judged, or among everything where too little is.",
    )


def choose_sort() -> str:
    """What channels beside each other are sorted by."""
    return _choose_one("Sort by", {word: word for word in WORD_PARAMETERS["sort"]}, "replies", "sort")


def choose_outcome() -> str:
    """The outcome that a fair comparison looks for."""
    note = "Replies count within 14 days, interviews and offers after that: within 30 and 60 days."
    return _choose_one("What followed", OUTCOME_TITLES, "reply", "outcome", note)


def _choose_one(
    title: str, options: Mapping[str, str], default: str, key: str, note: str | None = None
) -> str:
    """One of some words (word → what it is called), always chosen and kept in the address."""
    return st.segmented_control(
        title,
        list(options),
        default=default,
        required=True,
        key=key,
        bind="query-params",
        format_func=lambda word: options[word],
        help=note,
    )


def show_filters(filters: Filters, log: MeasuredLog) -> None:
    """One line that says which rows are measured, and until when."""
    whole = "The whole log" if session.current_upload.viewed_share() else "Your whole log"
    measured = "What you filtered" if filters.to_json() else whole
    week = "the week of " if session.answers.has_weeks_only() else ""
    basis = BASIS_NOTES[session.answers.current_basis()]
    st.caption(f"{measured}, with data up to {week}{wording.day(log.as_of)}.{basis}")


def _choose_period() -> tuple[date | None, date | None]:
    first, last = st.columns(2)
    with first:
        since = st.date_input("Sent from", value=None, key="since", bind="query-params", format="YYYY-MM-DD")
    with last:
        until = st.date_input("Sent until", value=None, key="until", bind="query-params", format="YYYY-MM-DD")
    return since, until


def _choose_words(kind: str, title: str) -> list[str]:
    return st.pills(
        title,
        FILTER_VALUES[kind],
        selection_mode="multi",
        key=kind,
        bind="query-params",
        format_func=wording.name,
    )


def _show_chips(filters: Filters) -> None:
    """Each filter that is set, removed by a click."""
    if filters.since:
        _show_chip(f"from {wording.day(filters.since)}", "since", None)
    if filters.until:
        _show_chip(f"until {wording.day(filters.until)}", "until", None)
    for kind, keys in zip(FILTER_TITLES, (filters.channels, filters.strategies, filters.stages), strict=True):
        for key in keys:
            _show_chip(wording.name(key), kind, key)
    if filters.to_json():
        st.button("Clear filters", type="tertiary", on_click=session.filters.clear_filters)


def _show_chip(text: str, filter_key: str, value: str | None) -> None:
    st.button(
        text,
        icon=":material/close:",
        key=f"chip {filter_key} {value}",
        help="Take this filter away",
        on_click=session.filters.remove_filter,
        args=(filter_key, value),
    )
