"""What became of every row of a file."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from analysis import export, wording
from data.imports import issues
from data.imports.log import Log
from data.imports.report import Oddity
from pages import session


def told(log: Log) -> None:
    """Each row has one of four fates; how many have which, and what was made of them."""
    found = log.report
    st.text(
        f"{found.name}: {wording.count(found.rows_in, 'row')}, read as "
        f"{wording.FORMATS.get(found.format, found.format)}. "
        f"They hold {wording.count(found.made['touches'], 'touch')} for "
        f"{wording.count(found.made['opportunities'], 'opportunity')}, and "
        f"{wording.count(found.made['replies'], 'reply')}."
    )
    with st.grid(4, min_column_width=140):
        for title, number, meaning in (
            ("Used", found.accepted, "Rows that count."),
            ("Set aside", len(found.rejects), "Rows that could not be read. Put them right below."),
            ("Skipped", found.skipped, "Rows in which nothing was sent: totals, empty rows, wishes."),
            ("Repeats removed", found.duplicates, "Identical rows, removed only when you say so."),
        ):
            st.metric(title, f"{number:,}", border=True, help=meaning)


def aside_before(log: Log) -> None:
    """The rows that were set aside in one of several files before these were joined."""
    before = log.export.aside
    if before:
        with st.expander(
            f"Set aside in one of your files: {wording.count(len(before), 'row')}", expanded=True
        ):
            _lines(log, [vars(reject) | {"row": row} for reject, row in before])
            st.caption(
                "Put them right in their file, and bring your files again. The other rows count without them."
            )
            st.download_button(
                "Download these rows",
                lambda: export.csv(log.rejected_rows()[: len(before)]),
                f"set-aside-before-{session.current.fingerprint()}.csv",
                "text/csv",
                icon=":material/download:",
                on_click="ignore",
            )


def skips(log: Log) -> None:
    """The rows that are no touches, and why."""
    found = log.report.skips
    if found:
        with st.expander(f"Skipped: {wording.count(len(found), 'row')}"):
            _lines(log, [vars(skip) for skip in found])


def oddities(log: Log) -> None:
    """What looks odd though it changes no row, with its lines; identical rows are told where they can be merged."""
    odd = [oddity for oddity in log.report.oddities if not oddity.what.startswith(issues.IDENTICAL)]
    if odd:
        with st.expander(f"Worth a look: {wording.count(len(issues.odd_lines(log)), 'row')}"):
            for oddity in odd:
                _oddity(log, oddity)


def notes(log: Log) -> None:
    """What is to be said about the file as a whole."""
    found = log.report
    told = [*found.notes, *(f"Above the table stands: {text}" for text in found.preamble)]
    if told:
        with st.expander(f"About your file: {wording.count(len(told), 'note')}"):
            for note in told:
                st.text(note)


def _oddity(log: Log, oddity: Oddity) -> None:
    st.text(f"{oddity.what}: {log.report.name_lines(oddity.lines)}.")


def _lines(log: Log, rows: list[dict[str, Any]]) -> None:
    titles = {"line": "Line", "column": "Column", "value": "What it says", "reason": "Why", "row": "The row"}
    places = log.report.places
    st.dataframe(
        pd.DataFrame([row | {"line": places.get(row["line"], row["line"])} for row in rows]),
        hide_index=True,
        column_config={key: st.column_config.Column(title) for key, title in titles.items()},
    )
