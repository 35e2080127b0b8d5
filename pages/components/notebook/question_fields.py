"""The fields of a question in a notebook: which question, its parameters, and its filters."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis import wording
from analysis.ask import WORD_PARAMETERS
from analysis.basis import BASES
from analysis.domains import SOURCE
from analysis.filters import Filters
from analysis.notebook.document.cells import Cell
from analysis.notebook.document.notebook_editor import NotebookEditor
from analysis.questions import QUESTIONS
from analysis.report import report_html
from pages import session
from pages.components.answers import filter_bar

BREAKDOWNS = ("all", "channel", "strategy", "stage", "personalised")
FIELD_TITLES = {
    "by": "Broken down by",
    "split": "And by",
    "per": "Count replies per",
    "basis": "What counts as a reply",
    "outcome": "What followed",
    "names": "With names",
    "sort": "Sorted by",
    "step": "The next",
    "within": "Answered within days",
    "days": "Days to look ahead",
}
OPTION_TITLES: Mapping[str, Mapping[str, str]] = {
    "per": wording.UNITS,
    "basis": {basis: filter_bar.BASIS_TITLES[basis] for basis in BASES},
    "outcome": filter_bar.OUTCOME_TITLES,
    **{name: {word: word for word in WORD_PARAMETERS[name]} for name in ("names", "sort", "step")},
}


def show_fields(book: NotebookEditor, cell: Cell) -> None:
    """A field for the question, and one for each of its parameters; a change asks it anew."""
    keys, place = list(QUESTIONS), f"question {cell.id}"
    st.selectbox(
        "Question",
        keys,
        index=keys.index(cell.content) if cell.content in QUESTIONS else None,
        format_func=lambda key: QUESTIONS[key].title,
        key=place,
        on_change=lambda: book.change(cell.id, content=session.widgets.value_of(place), parameters={}),
    )
    if cell.content not in QUESTIONS:
        return
    with st.container(horizontal=True):
        for name in QUESTIONS[cell.content].defaults:
            _show_field(book, cell, name)
    st.text(report_html.filters_text(Filters.from_json(dict(cell.filters))))
    if cell.filters:
        st.button("Count the whole log", on_click=lambda: book.change(cell.id, filters={}))


def _show_field(book: NotebookEditor, cell: Cell, name: str) -> None:
    """The field of one parameter; left empty, the question decides."""
    now = cell.parameters.get(name, QUESTIONS[cell.content].defaults[name])
    key = f"{name} {cell.content} {cell.id}"

    def change() -> None:
        book.change(cell.id, parameters={**cell.parameters, name: session.widgets.value_of(key)})

    if name in ("within", "days"):
        st.number_input(
            FIELD_TITLES[name], 1, 366, now, key=key, on_change=change, placeholder="as usual", width=200
        )
        return
    options = OPTION_TITLES[name] if name in OPTION_TITLES else _breakdown_titles()
    if name == "split":
        options = {**options, SOURCE: "your own words for channels"}
    st.selectbox(
        FIELD_TITLES[name],
        list(options),
        index=list(options).index(now) if now in options else None,
        format_func=lambda option: options[option],
        key=key,
        on_change=change,
        placeholder="as usual",
        width=240,
    )


def _breakdown_titles() -> dict[str, str]:
    """The columns that an answer can be broken down by, with their titles."""
    log = session.answers.measured_log()
    own = log.breakdowns if log else {}
    named = {column: wording.column(column) for column in BREAKDOWNS}
    return named | {header: header for header, column in own.items() if column not in named}
