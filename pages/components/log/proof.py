"""Proof of search: the person chooses the weeks, reviews every row, and downloads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis import export
from analysis.proof.proof_html import render_proof
from analysis.proof.weeks import (
    FIELD_TITLES,
    Activity,
    Begins,
    Counts,
    Proof,
    SearchActivities,
    find_activities,
    list_clients,
    list_rows,
)
from data.imports.log import MeasuredLog
from pages import session

FIRST_DAYS: dict[Begins, str] = {"monday": "Monday", "saturday": "Saturday", "sunday": "Sunday"}
TARGETS: dict[Counts, str] = {"activities": "activities", "employers": "different employers"}
EDITABLE = ("result", "details")
"""What the person knows better than the log, and may edit."""


@st.dialog("Proof of search", width="large")
def show_proof(log: MeasuredLog) -> None:
    """Choose, review, download. It is made of the whole log, whatever is filtered."""
    st.text(
        "Each week with what you did, in the fields that employment offices ask for. It is made of your whole log, "
        "whatever is filtered, and is never part of a share."
    )
    people = list_clients(log)
    client = st.selectbox("Whose search", people) if len(people) > 1 else None
    everything = find_activities(log, client)
    if not everything.activities:
        st.info("Nothing in your log has a date, so there are no weeks to show.")
        return
    chosen = _choose_weeks(everything, log.as_of)
    reviewed = replace(chosen, activities=_review_activities(chosen, client))
    st.text(reviewed.summary())
    for sentence in everything.left_out_sentences(log.report):
        st.text(sentence)
    _show_downloads(reviewed)


def _choose_weeks(everything: SearchActivities, as_of: date) -> Proof:
    """The weeks and the target that the person chooses, out of everything in the log."""
    first, last = everything.activities[0].day, everything.activities[-1].day
    with st.container(horizontal=True):
        since = st.date_input("From the week of", first, max_value=as_of, format="YYYY-MM-DD", width=170)
        until = st.date_input("To the week of", last, max_value=as_of, format="YYYY-MM-DD", width=170)
        target = st.number_input("Weekly target", 1, 50, 3, width=150)
        counts = st.segmented_control(
            "The target counts",
            list(TARGETS),
            default="activities",
            required=True,
            format_func=lambda counts: TARGETS[counts],
        )
        begins = st.segmented_control(
            "Weeks begin on",
            list(FIRST_DAYS),
            default="monday",
            required=True,
            format_func=lambda begins: FIRST_DAYS[begins],
        )
    return Proof(everything.activities, min(since, until), max(since, until), as_of, target, counts, begins)


def _review_activities(chosen: Proof, client: str | None) -> tuple[Activity, ...]:
    """The activities of these weeks, as the person edits them, without those that are unticked."""
    activities = [each for week in chosen.weeks for each in week.activities]
    edited = st.data_editor(
        pd.DataFrame(
            [{"in it": True, **vars(each)} for each in activities], columns=["in it", *FIELD_TITLES]
        ),
        hide_index=True,
        height=320,
        disabled=[name for name in FIELD_TITLES if name not in EDITABLE],
        column_config={
            "in it": st.column_config.CheckboxColumn(
                "In it", help="Untick what does not belong in the proof."
            ),
            **{name: st.column_config.Column(title.capitalize()) for name, title in FIELD_TITLES.items()},
        },
        # Edits belong to rows: other weeks or another person start afresh.
        key=f"proof {session.current_upload.fingerprint()} {client} {chosen.weeks[0].first} {chosen.weeks[-1].last}",
    )
    return tuple(
        replace(each, result=line["result"] or "", details=line["details"] or "")
        for each, line in zip(activities, edited.to_dict("records"), strict=True)
        if line["in it"]
    )


def _show_downloads(reviewed: Proof) -> None:
    """The files, once the person confirms that they have reviewed the rows."""
    weeks = reviewed.weeks  # other weeks have other rows, which have to be looked through too
    confirmed = st.checkbox(
        "I have looked through these rows, and they are what I did.",
        key=f"looked through {weeks[0].first} {weeks[-1].last}",
    )
    name = f"proof-of-search-{session.current_upload.fingerprint(reviewed)}"
    with st.container(horizontal=True):
        st.download_button(
            "To print",
            lambda: render_proof(reviewed, date.today(), reviewed=True),
            f"{name}.html",
            "text/html",
            icon=":material/print:",
            on_click="ignore",
            disabled=not confirmed,
        )
        st.download_button(
            "As a table (CSV)",
            lambda: export.write_csv(list_rows(reviewed)),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            disabled=not confirmed,
        )
