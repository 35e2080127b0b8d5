"""What became of every row of a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analysis import export, wording
from data.imports import issues
from data.imports.choices import RULES
from data.imports.log import ImportedLog
from pages import session


def show_understanding(log: ImportedLog) -> None:
    """What was made of a file, in one line."""
    report = log.report
    st.text(
        f"{report.name}: {wording.count(report.rows_in, 'row')}, read as "
        f"{wording.format_name(report.format)}. "
        f"They hold {wording.count(report.made['touches'], 'touch')} for "
        f"{wording.count(report.made['opportunities'], 'opportunity')}, and "
        f"{wording.count(report.made['replies'], 'reply')}."
    )


def show_fates(log: ImportedLog) -> None:
    """How many rows were used, set aside, skipped or removed as duplicates."""
    report = log.report
    with st.grid(4, min_column_width=140):
        for title, number, meaning in (
            ("Used", report.accepted, "Rows that count."),
            ("Set aside", len(report.rejects), "Rows that could not be read. Put them right below."),
            ("Skipped", report.skipped, "Rows in which nothing was sent: totals, empty rows, wishes."),
            ("Repeats removed", report.duplicates, "Identical rows, removed only when you say so."),
        ):
            st.metric(title, f"{number:,}", border=True, help=meaning)


def show_rejects_before_merge(log: ImportedLog) -> None:
    """The rows that were set aside in one of several files before the merge."""
    before = log.export.aside
    if before:
        with st.expander(
            f"Set aside in one of your files: {wording.count(len(before), 'row')}", expanded=True
        ):
            _show_lines(log, [vars(reject) | {"row": row} for reject, row in before])
            st.caption(
                "Put them right in their file, and bring your files again. The other rows count without them."
            )
            st.download_button(
                "Download these rows",
                lambda: export.write_csv(log.rejected_rows()[: len(before)]),
                f"set-aside-before-{session.current_upload.fingerprint()}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )


def show_rule_changes(log: ImportedLog) -> None:
    """What is read differently since this log was saved, until the person has seen it."""
    first, *rules = log.report.describe_changes() or [""]
    if rules:
        with st.container(border=True):
            st.subheader("Some numbers have changed", anchor=False)
            st.text("\n".join([first, "", *rules]))
            seen = replace(log.choices, rules=RULES)
            st.button("Got it", on_click=session.uploads.apply_choices, args=(seen,))


def show_skips(log: ImportedLog) -> None:
    """The rows that are no touches, and why."""
    skips = log.report.skips
    if skips:
        with st.expander(f"Skipped: {wording.count(len(skips), 'row')}"):
            _show_lines(log, [vars(skip) for skip in skips])


def show_oddities(log: ImportedLog) -> None:
    """Rows that look odd though they count, with their lines; identical rows are listed under their own heading."""
    odd = [oddity for oddity in log.report.oddities if not oddity.what.startswith(issues.IDENTICAL)]
    if odd:
        with st.expander(f"Worth a look: {wording.count(len(issues.odd_lines(log)), 'row')}"):
            for oddity in odd:
                st.text(f"{oddity.what}: {log.report.name_lines(oddity.lines)}.")


def show_notes(log: ImportedLog) -> None:
    """The notes about the file as a whole."""
    report = log.report
    notes = [*report.notes, *(f"Above the table stands: {text}" for text in report.preamble)]
    if notes:
        with st.expander(f"About your file: {wording.count(len(notes), 'note')}"):
            for note in notes:
                st.text(note)


def _show_lines(log: ImportedLog, rows: list[dict[str, Any]]) -> None:
    titles = {"line": "Line", "column": "Column", "value": "What it says", "reason": "Why", "row": "The row"}
    places = log.report.places
    st.dataframe(
        pd.DataFrame([row | {"line": places.get(row["line"], row["line"])} for row in rows]),
        hide_index=True,
        column_config={key: st.column_config.Column(title) for key, title in titles.items()},
    )
