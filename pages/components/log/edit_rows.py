"""Put rows right: the rows of the file, in which a cell is changed in place; then the file is read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from analysis import export, wording
from data.imports import issues
from data.imports.corrections import Alike, correct_alike, correct_cell, find_alike
from data.imports.issues import RowIssue
from data.imports.log import Log
from pages import session
from pages.components.answers import escaping
from pages.components.log import added_entries, corrections, duplicates, row_table

MOST = 100
"""Rows that are shown at a time."""
VIEWS = {
    "aside": "Set aside",
    "words": "Unknown words",
    "odd": "Worth a look",
    "repeats": "Identical rows",
    "changed": "What you changed",
    "added": "Added by hand",
    "all": "All rows",
}
ASK: dict[str, Callable[[Log], pa.Array]] = {
    "aside": issues.rejected_lines,
    "words": issues.lines_with_unknown_words,
    "odd": issues.odd_lines,
}


def controls(log: Log) -> None:
    """One section for all that can be put right, with the number of rows that ask for it."""
    asking = {view: find(log) for view, find in ASK.items()}
    number = len(pc.unique(pa.concat_arrays(list(asking.values()))))
    title = f"Put rows right: {wording.count(number, 'row')} to look at" if number else "Put rows right"
    with st.expander(title, key="put right", expanded=bool(log.report.rejects)):
        view = _view(log, asking)
        if view == "repeats":
            duplicates.controls(log)
        elif view == "changed":
            corrections.listed(log)
        elif view == "added":
            added_entries.listed(log)
        else:
            _rows(log, view, log.sheet.lines if view == "all" else asking[view])
        _last(log)
        if view == "aside":
            _download(log)


def _view(log: Log, asking: dict[str, pa.Array]) -> str:
    """Which rows the person looks at: those that can't be used come first."""
    numbers = {view: len(lines) for view, lines in asking.items()}
    numbers["repeats"] = len(log.identical_rows(duplicates.MOST))
    numbers["changed"] = corrections.number(log.choices)
    numbers["added"] = len(log.choices.added)
    numbers["all"] = len(log.sheet.lines)
    there = [view for view, number in numbers.items() if number] or ["all"]
    chosen = st.segmented_control(
        "Which rows",
        there,
        default=there[0],
        required=True,
        format_func=lambda view: f"{VIEWS[view]}: {numbers[view]:,}",
        key="rows to put right",
        label_visibility="collapsed",
    )
    return str(chosen)


def _rows(log: Log, view: str, lines: pa.Array) -> None:
    """A window of some rows, with what is to be said about each, to be changed in place."""
    if view == "all":
        lines = _found(log, lines)
    if not len(lines):
        st.text("There is no such row.")
        return
    first = _first(lines)
    shown = lines.slice(first, MOST).to_pylist()
    names = log.mapping.names
    reasons = issues.list_issues(log, shown)
    wrong = {reason.column for reason in reasons}
    first_ones = [f"c{place}" for place, name in enumerate(names) if name in wrong]
    beside = {
        "line": [log.report.place_of(line) for line in shown],
        "why": [_told(line, reasons) for line in shown],
    }
    why = ["why"] if reasons else []
    key = f"rows {view} {first} {session.current.fingerprint(shown[:1], shown[-1:])}"
    st.data_editor(
        row_table.table(beside, issues.rows_at(log, shown), names),
        hide_index=True,
        disabled=["line", "why"],
        column_order=list(dict.fromkeys(["line", *first_ones, *why, *row_table.titles(names)])),
        column_config={
            "line": st.column_config.TextColumn("Line", pinned=True, width="small"),
            "why": st.column_config.TextColumn("To look at"),
            **row_table.titles(names),
        },
        key=key,
        on_change=_fix,
        args=(key, shown, names),
    )
    st.caption(
        "Double-click or double-tap a cell to change it. Your file stays as it is; every change can be undone."
    )


def _told(line: int, reasons: Sequence[RowIssue]) -> str:
    """What is to be said about one row."""
    said = (
        f"{each.column}: {each.what}" if each.column else each.what for each in reasons if each.line == line
    )
    return "; ".join(said)


def _found(log: Log, lines: pa.Array) -> pa.Array:
    """The rows in which a text stands that the person looks for."""
    text = st.text_input(
        "Find", placeholder="Find a company, a day, a word", key="find rows", label_visibility="collapsed"
    )
    return issues.lines_containing(log, text) if text else lines


def _first(lines: pa.Array) -> int:
    """Where the window begins, if there are more rows than it shows."""
    if len(lines) <= MOST:
        return 0
    page = st.pagination(-(-len(lines) // MOST), key=f"window {session.current.fingerprint(len(lines))}")
    return (page - 1) * MOST


def _fix(key: str, lines: Sequence[int], names: Sequence[str]) -> None:
    """Put right what was typed into cells, and read the file anew."""
    log = session.answers.log()
    if log is None:
        return
    choices = log.choices
    for place, typed in session.widgets.said(key)["edited_rows"].items():
        for column, text in typed.items():
            name = names[int(column.removeprefix("c"))]
            choices = correct_cell(log.export.sheet, choices, lines[int(place)], name, text or "")
    session.uploads.choose(choices)


def _last(log: Log) -> None:
    """What was put right last, to undo it, or to do it in all cells that say the same."""
    told = corrections.last(log)
    if told is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(told.text)
        st.button("Undo", icon=":material/undo:", on_click=session.uploads.choose, args=(told.before,))
        if found := find_alike(log.export.sheet, log.choices):
            st.button(
                _offer(found),
                on_click=session.uploads.choose,
                args=(correct_alike(log.export.sheet, log.choices, found),),
            )


def _offer(found: Alike) -> str:
    others = "the other one that says" if found.rows == 1 else f"the {found.rows:,} others that say"
    return f"Also change {others} “{escaping.text(escaping.short(found.before))}”"


def _download(log: Log) -> None:
    st.download_button(
        "Download these rows with the reasons",
        lambda: export.csv(log.rejected_rows()),
        f"set-aside-{session.current.fingerprint()}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
