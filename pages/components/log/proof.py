"""Proof of search: the person chooses the weeks, looks through every row, and takes it away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis import export
from analysis.proof.proof_html import html
from analysis.proof.weeks import TITLES, Activity, Begins, Counts, Found, Proof, clients, found, rows
from data.imports.log import Log
from pages import session

BEGINS: dict[Begins, str] = {"monday": "Monday", "saturday": "Saturday", "sunday": "Sunday"}
COUNTS: dict[Counts, str] = {"activities": "activities", "employers": "different employers"}
EDITED = ("result", "details")
"""What the log cannot know as well as the person: they may write these anew."""


@st.dialog("Proof of search", width="large")
def review(log: Log) -> None:
    """Choose, look through, take away. It is made of the whole log: filters do not touch it."""
    st.text(
        "Each week with what you did, in the fields that employment offices ask for. It is made of your whole log, "
        "whatever is filtered, and is never part of a share."
    )
    people = clients(log)
    client = st.selectbox("Whose search", people) if len(people) > 1 else None
    held = found(log, client)
    if not held.activities:
        st.info("Nothing in your log has a date, so there are no weeks to show.")
        return
    chosen = _chosen(held, log.as_of)
    looked = replace(chosen, activities=_looked_through(chosen, client))
    st.text(looked.told())
    for sentence in held.not_in_it(log.report):
        st.text(sentence)
    _take(looked)


def _chosen(held: Found, as_of: date) -> Proof:
    """The weeks and the target that the person chooses, over all that the log holds."""
    first, last = held.activities[0].day, held.activities[-1].day
    with st.container(horizontal=True):
        since = st.date_input("From the week of", first, max_value=as_of, format="YYYY-MM-DD", width=170)
        until = st.date_input("To the week of", last, max_value=as_of, format="YYYY-MM-DD", width=170)
        target = st.number_input("Weekly target", 1, 50, 3, width=150)
        counts = st.segmented_control(
            "The target counts",
            list(COUNTS),
            default="activities",
            required=True,
            format_func=lambda counts: COUNTS[counts],
        )
        begins = st.segmented_control(
            "Weeks begin on",
            list(BEGINS),
            default="monday",
            required=True,
            format_func=lambda begins: BEGINS[begins],
        )
    return Proof(held.activities, min(since, until), max(since, until), as_of, target, counts, begins)


def _looked_through(chosen: Proof, client: str | None) -> tuple[Activity, ...]:
    """The activities of these weeks without those that were taken out, and with what was written beside them."""
    listed = [each for week in chosen.weeks for each in week.activities]
    edited = st.data_editor(
        pd.DataFrame([{"in it": True, **vars(each)} for each in listed], columns=["in it", *TITLES]),
        hide_index=True,
        height=320,
        disabled=[name for name in TITLES if name not in EDITED],
        column_config={
            "in it": st.column_config.CheckboxColumn(
                "In it", help="Untick what does not belong in the proof."
            ),
            **{name: st.column_config.Column(title.capitalize()) for name, title in TITLES.items()},
        },
        # Edits belong to rows: other weeks or another person start afresh.
        key=f"proof {session.current.fingerprint()} {client} {chosen.weeks[0].first} {chosen.weeks[-1].last}",
    )
    return tuple(
        replace(each, result=line["result"] or "", details=line["details"] or "")
        for each, line in zip(listed, edited.to_dict("records"), strict=True)
        if line["in it"]
    )


def _take(looked: Proof) -> None:
    """The files, as soon as the person says that they have looked through the rows."""
    weeks = looked.weeks  # other weeks have other rows, which have to be looked through too
    confirmed = st.checkbox(
        "I have looked through these rows, and they are what I did.",
        key=f"looked through {weeks[0].first} {weeks[-1].last}",
    )
    name = f"proof-of-search-{session.current.fingerprint(looked)}"
    with st.container(horizontal=True):
        st.download_button(
            "To print",
            lambda: html(looked, date.today(), reviewed=True),
            f"{name}.html",
            "text/html",
            icon=":material/print:",
            on_click="ignore",
            disabled=not confirmed,
        )
        st.download_button(
            "As a table (CSV)",
            lambda: export.csv(rows(looked)),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            disabled=not confirmed,
        )
