"""Exactly what leaves with a share, column by column, read from its content; and what never leaves."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis import wording
from analysis.answer import Answer
from analysis.notebook.document.shared_notebook import SharedCell
from analysis.privacy import redaction
from analysis.questions import QUESTIONS
from analysis.share_snapshot import CODED, FULL, Snapshot
from pages.components.sharing.share_options import ShareOptions

CODED_COLUMNS = ("client", "company", "contact", "with_whom", "opportunity")


def show_what_leaves(snapshot: Snapshot, options: ShareOptions) -> None:
    """Every column that leaves, read from the content that was made."""
    tables = [answer for answer in snapshot.answers if answer.parameters.get("by") != "all"]
    columns = [
        {"On the dashboard": answer.question.title, "Column": wording.column(name), "Holds": meaning}
        for answer in tables
        for name, meaning in _meanings(answer)
    ]
    columns += [
        {
            "On the dashboard": "The log to explore",
            "Column": name,
            "Holds": _column_meaning(name, snapshot.level),
        }
        for name in redaction.read_header(snapshot.log or "")
    ]
    columns += [
        {"On the dashboard": "Your notebook", "Column": cell.name or "A text", "Holds": _cell_meaning(cell)}
        for cell in snapshot.notebook
    ]
    parts = wording.join_words(
        [
            wording.count(len(tables), "answer"),
            *(["a log"] if snapshot.log is not None else []),
            *(["your notebook"] if snapshot.notebook else []),
        ]
    )
    with st.expander(f"Exactly what leaves: {parts}; {wording.count(len(columns), 'column')} in all"):
        st.dataframe(pd.DataFrame(columns), hide_index=True)
    st.caption(_never_text(snapshot))
    if snapshot.notebook:
        st.caption("The SQL of your notebook stays here.")
        _show_reduced_results(snapshot.notebook)
    _show_left_out(tables, options)


def _show_reduced_results(notebook: Sequence[SharedCell]) -> None:
    """The results that viewers see less of than their owner."""
    for cell in notebook:
        if cell.rows is not None and cell.withheld:
            number = wording.count(cell.rows.num_rows, "row")
            st.text(
                f"“{cell.name}” reads {cell.withheld_text}, which don't leave: viewers get {number} of it."
            )


def _meanings(answer: Answer) -> list[tuple[str, str]]:
    columns = {**answer.question.meanings, "hidden": "whether something of the row is hidden"}
    return [(name, columns[name]) for name in (answer.rows[0] if answer.rows else answer.question.columns)]


def _column_meaning(name: str, level: str) -> str:
    if level == CODED and name in redaction.DAY_COLUMNS:
        return f"{wording.meaning(name)}: the Monday of its week"
    if level == CODED and name in CODED_COLUMNS:
        return f"{wording.meaning(name)}: a code, dealt out by chance"
    return wording.meaning(name) if name in redaction.FULL_COLUMNS else "your own column, as it is"


def _cell_meaning(cell: SharedCell) -> str:
    if cell.rows is None:
        return cell.answer.question.title if cell.answer else "what you wrote"
    return f"{wording.count(cell.rows.num_rows, 'row')}: {', '.join(cell.rows.column_names)}"


def _never_text(snapshot: Snapshot) -> str:
    if snapshot.level == FULL:
        return "The messages, notes and other columns of your log never leave. Neither does the name of your file."
    if snapshot.level == CODED:
        return (
            "Names, days, job titles, messages, notes, columns of your own and the name of your file never leave. "
            "Which code is whose is kept nowhere."
        )
    return (
        "These hold numbers, days and the names of channels, strategies and stages. Companies, people, job titles, "
        "messages, notes, your own columns, the name of your file and single rows of your log never leave."
    )


def _show_left_out(tables: Sequence[Answer], options: ShareOptions) -> None:
    """The questions whose answers can't be protected."""
    answered = {answer.question.key for answer in tables}
    missing = [f"“{QUESTIONS[key].title}”" for key in options.questions if key not in answered]
    if missing:
        st.info(
            f"{wording.join_words(missing)}: days and single steps open one another, so these answers can't "
            "be protected.",
            title="Left out",
        )
