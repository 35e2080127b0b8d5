"""What others have published, beside one's own numbers: context, never a target, never part of a verdict."""

from __future__ import annotations

import streamlit as st

from data import benchmarks
from data.benchmarks import Benchmark

GRADES = (
    "Grade A is a trial, an audit or official statistics, B the records of a large platform, C a vendor's survey, a "
    "blog or second-hand."
)


def wanted() -> bool:
    """Whether published numbers are shown: off unless the visitor asks for them."""
    return st.toggle(
        "Show published numbers",
        key="published",
        bind="query-params",
        help=f"What studies and vendors report of other people; never mixed into your own numbers. {GRADES}",
    )


def beside(*keys: str) -> None:
    """The switch, and behind it the published numbers that speak of these strategies or channels."""
    if wanted():
        about(*keys)


def about(*keys: str) -> None:
    """The published numbers that speak of these strategies or channels, or that none were found."""
    found = dict.fromkeys(one for key in keys for one in benchmarks.about(key))
    with st.container(border=True):
        st.markdown("**Published, by others**")
        if not found:
            st.caption("No published numbers found.")
        for one in found:
            st.markdown(one.claim)
            st.caption(_where_from(one))


def _where_from(one: Benchmark) -> str:
    """Of whom, by whom, when, how good it is, and what to beware of."""
    if one.source is None or one.grade is None:
        return one.caveat
    year = one.year or "undated"
    kind = f"{one.kind[0].upper()}{one.kind[1:]}, grade {one.grade}."
    return f"Of {one.denominator}. Source: {one.source}; {year}. {kind} {one.caveat}"
