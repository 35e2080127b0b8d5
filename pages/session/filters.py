"""What of a log is measured: the filters that are set, the marks that set them, the views that were saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from analysis.filters import Filters

FILTERS = ("since", "until", "channel", "strategy", "stage")
KEPT = (*FILTERS, "per", "within", "outcome")
"""The choices that are kept with a log."""


def view() -> Filters:
    """The filters that are set, for a page that does not draw them."""
    kinds = (tuple(st.session_state.get(key) or ()) for key in FILTERS[2:])
    return Filters(st.session_state.get("since"), st.session_state.get("until"), *kinds)


def set_view(found: Filters) -> None:
    """Measure this part of the log."""
    kinds = (list(words) for words in (found.channels, found.strategies, found.stages))
    st.session_state.update(zip(FILTERS, (found.since, found.until, *kinds), strict=True))


def filters() -> dict[str, Any]:
    """The filters that are set, as plain text."""
    chosen = {key: st.session_state.get(key) for key in KEPT}
    return {key: str(value) if isinstance(value, date) else value for key, value in chosen.items() if value}


def set_filters(found: Mapping[str, Any]) -> None:
    """Set these filters, as plain text, and no others."""
    clear_filters()
    for key in KEPT:
        if value := found.get(key):
            st.session_state[key] = date.fromisoformat(value) if key in ("since", "until") else value


def clear_filters() -> None:
    """Measure the whole log again."""
    for key in FILTERS:
        _clear(key)


def _clear(filter_key: str) -> None:
    st.session_state[filter_key] = None if filter_key in ("since", "until") else []


def lift(filter_key: str, value: str | None = None) -> None:
    """Take one value of a filter away, or all of it."""
    kept = st.session_state.get(filter_key)
    if value is None:
        st.session_state[filter_key] = None
    else:
        st.session_state[filter_key] = [each for each in kept or () if each != value]


def narrow(alone: Mapping[str, Any]) -> None:
    """Measure only what these filters choose, beside those that are set: days as they are, one word of each kind."""
    for key, value in alone.items():
        st.session_state[key] = _as_filter(value)


def _as_filter(value: str | date) -> list[str] | date:
    return [value] if isinstance(value, str) else value


def pick(chart_key: str, filters: Callable[[Sequence[Any]], Mapping[str, Any]]) -> None:
    """Measure only what was clicked in a chart, or everything again where that is measured already.

    `filters` says what the filters have to be for the `customdata` of a point.
    """
    st.session_state["picks"] = picks() + 1
    for point in st.session_state[chart_key].selection.points[:1]:
        wanted = filters(point["customdata"]) if point.get("customdata") else {}
        if all(st.session_state.get(key) == _as_filter(value) for key, value in wanted.items()):
            for key in wanted:
                _clear(key)
        else:
            narrow(wanted)


def picks() -> int:
    """How many marks were clicked in this session."""
    found: int = st.session_state.get("picks", 0)
    return found


def views() -> Mapping[str, Mapping[str, Any]]:
    """The saved views: name → the filters that it stands for."""
    found: Mapping[str, Mapping[str, Any]] = st.session_state.get("saved views", {})
    return found


def save_view(name: str) -> None:
    """Give the filters that are set a name; one that is taken now stands for these."""
    keep_views({**views(), name: filters()})


def drop_view(name: str) -> None:
    """Forget a saved view."""
    keep_views({kept: found for kept, found in views().items() if kept != name})


def keep_views(found: Mapping[str, Mapping[str, Any]]) -> None:
    """Have these saved views, and no others."""
    st.session_state["saved views"] = found


def show_view(name: str) -> None:
    """Set the filters to those of a saved view."""
    set_filters(views()[name])
