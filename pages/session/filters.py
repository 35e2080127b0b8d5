"""Which rows of a log are measured: the filters that are set, the clicks that set them, the saved views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from analysis.filters import Filters

FILTER_KEYS = ("since", "until", "channel", "strategy", "stage")
SAVED_KEYS = (*FILTER_KEYS, "per", "within", "basis", "outcome", "sort")
"""The fields that are saved with a log and in a saved view."""


def current_filters() -> Filters:
    """The filters that are set, for a page without the filter bar."""
    kinds = (tuple(st.session_state.get(key) or ()) for key in FILTER_KEYS[2:])
    return Filters(st.session_state.get("since"), st.session_state.get("until"), *kinds)


def chosen_basis() -> str | None:
    """What replies are counted by on every page (`analysis.basis`); None leaves it to the log."""
    found: str | None = st.session_state.get("basis")
    return found


def apply_filters(filters: Filters) -> None:
    """Set these filters, and no others."""
    kinds = (list(words) for words in (filters.channels, filters.strategies, filters.stages))
    st.session_state.update(zip(FILTER_KEYS, (filters.since, filters.until, *kinds), strict=True))


def plain_filters() -> dict[str, Any]:
    """The filters and the ways of counting that are set, in plain values to be saved."""
    values = {key: st.session_state.get(key) for key in SAVED_KEYS}
    return {key: str(value) if isinstance(value, date) else value for key, value in values.items() if value}


def set_plain_filters(plain: Mapping[str, Any]) -> None:
    """Set these saved filters and ways of counting, and no others."""
    clear_filters()
    for key in SAVED_KEYS:
        if value := plain.get(key):
            st.session_state[key] = date.fromisoformat(value) if key in ("since", "until") else value


def clear_filters() -> None:
    """Unset every filter."""
    for key in FILTER_KEYS:
        _clear_filter(key)


def _clear_filter(filter_key: str) -> None:
    st.session_state[filter_key] = None if filter_key in ("since", "until") else []


def remove_filter(filter_key: str, value: str | None = None) -> None:
    """Remove one value of a filter, or all of it."""
    values = st.session_state.get(filter_key)
    if value is None:
        st.session_state[filter_key] = None
    else:
        st.session_state[filter_key] = [each for each in values or () if each != value]


def narrow_filters(wanted: Mapping[str, Any]) -> None:
    """Set these filters beside those of other kinds: days as they are, one word of each kind."""
    for key, value in wanted.items():
        st.session_state[key] = _as_filter(value)


def _as_filter(value: str | date) -> list[str] | date:
    return [value] if isinstance(value, str) else value


def filter_by_click(chart_key: str, filters_at: Callable[[Sequence[Any]], Mapping[str, Any]]) -> None:
    """Set the filters to the point that was clicked in a chart, or unset them where they are set to it already.

    `filters_at` turns the `customdata` of a point into filters.
    """
    st.session_state["picks"] = clicks() + 1
    for point in st.session_state[chart_key].selection.points[:1]:
        wanted = filters_at(point["customdata"]) if point.get("customdata") else {}
        if all(st.session_state.get(key) == _as_filter(value) for key, value in wanted.items()):
            for key in wanted:
                _clear_filter(key)
        else:
            narrow_filters(wanted)


def clicks() -> int:
    """How many marks were clicked in this session."""
    found: int = st.session_state.get("picks", 0)
    return found


def saved_views() -> Mapping[str, Mapping[str, Any]]:
    """The saved views: name → filters."""
    found: Mapping[str, Mapping[str, Any]] = st.session_state.get("saved views", {})
    return found


def add_saved_view(name: str) -> None:
    """Save the filters that are set under this name, in place of a saved view of the same name."""
    set_saved_views({**saved_views(), name: plain_filters()})


def delete_saved_view(name: str) -> None:
    """Delete a saved view."""
    set_saved_views({other: filters for other, filters in saved_views().items() if other != name})


def set_saved_views(views: Mapping[str, Mapping[str, Any]]) -> None:
    """Have these saved views, and no others."""
    st.session_state["saved views"] = views


def apply_saved_view(name: str) -> None:
    """Set the filters to those of a saved view."""
    set_plain_filters(saved_views()[name])
