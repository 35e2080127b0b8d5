"""What the person can download: the clean log, a report, proof of search."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis import export, wording
from analysis.report import report_html
from data.imports.log import MeasuredLog
from pages import session
from pages.components.log import proof

FILE_TYPES = {
    "CSV": ("csv", "text/csv"),
    "Parquet": ("parquet", "application/vnd.apache.parquet"),
    "Excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""The ending of each kind of file, and its MIME type."""


def show_downloads(log: MeasuredLog) -> None:
    """A button for each, in a row of the page."""
    with st.popover("The clean log", icon=":material/table:"):
        _show_clean_log(log)
    with st.popover("A report", icon=":material/description:"):
        _show_report(log)
    if st.button("Proof of search", icon=":material/fact_check:"):
        proof.show_proof(log)


def _show_clean_log(log: MeasuredLog) -> None:
    """Every row that counts, in three file formats."""
    st.text("Every row that counts, in one tidy form. Bring it again and you get the same log.")
    made = log.report.made
    fits = sum(made[what] for what in ("touches", "replies", "milestones")) <= export.MOST_ROWS
    with st.container(horizontal=True):
        _show_file("CSV", lambda: export.write_csv(log.clean_table().to_pylist()))
        _show_file("Parquet", lambda: export.write_parquet(log.clean_table()))
        if fits:
            _show_file("Excel", lambda: export.write_xlsx(log.clean_table(), "log"))
    if fits:
        st.caption(
            f"In the workbook for Excel, a text of more than {export.LONGEST_CELL:,} letters is cut, and says so."
        )
    else:
        st.caption(f"For a workbook it is too long: these hold up to {export.MOST_ROWS:,} rows here.")


def _show_file(kind: str, content: Callable[[], str | bytes]) -> None:
    ending, mime = FILE_TYPES[kind]
    st.download_button(
        kind,
        content,
        f"clean-log-{session.current_upload.fingerprint()}.{ending}",
        mime,
        key=f"clean log {ending}",
        icon=":material/download:",
        on_click="ignore",
    )


def _show_report(log: MeasuredLog) -> None:
    """All answers, with the filters that are set on the other pages."""
    filters = session.filters.current_filters()
    st.text("All answers in one file that opens in any browser, without a network, and prints well.")
    st.text(f"Data up to {wording.day(log.as_of)}. {report_html.filters_text(filters)}")
    basis = session.filters.chosen_basis()
    private = not st.checkbox("Leave out what names people and companies", key="report without names")
    st.download_button(
        "Download the report",
        lambda: report_html.render_report(log, filters, private=private, basis=basis),
        f"report-{session.current_upload.fingerprint(filters, private, basis)}.html",
        "text/html",
        icon=":material/download:",
        on_click="ignore",
    )
