"""Numbers that others have published, beside one's own: context, never a target, never part of a verdict."""

from __future__ import annotations

import streamlit as st

from data import benchmarks
from data.benchmarks import Benchmark

GRADES = (
    "Grade A is a trial, an audit or official statistics, B the records of a large platform, C a vendor's survey, a "
    "blog or second-hand."
)


def show_toggle() -> bool:
    """The toggle for published numbers, off at first; returns whether they are shown."""
    return st.toggle(
        "Show published numbers",
        key="published",
        bind="query-params",
        help=f"What studies and vendors report of other people; never mixed into your own numbers. {GRADES}",
    )


def show_with_toggle(*keys: str) -> None:
    """The toggle, and where it is on the published numbers about these strategies or channels."""
    if show_toggle():
        show_benchmarks(*keys)


def show_benchmarks(*keys: str) -> None:
    """The published numbers about these strategies or channels, or that there are none."""
    published = dict.fromkeys(one for key in keys for one in benchmarks.about(key))
    with st.container(border=True):
        st.markdown("**Published, by others**")
        if not published:
            st.caption("No published numbers found.")
        for one in published:
            st.markdown(one.claim)
            st.caption(_source_text(one))


def _source_text(one: Benchmark) -> str:
    """What a published number is out of, its source, year, kind, grade and caveat."""
    if one.source is None or one.grade is None:
        return one.caveat
    year = one.year or "undated"
    kind = f"{one.kind[0].upper()}{one.kind[1:]}, grade {one.grade}."
    return f"Of {one.denominator}. Source: {one.source}; {year}. {kind} {one.caveat}"
