"""The rows of the file in a table, to correct their cells in place; then the file is read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from analysis import export, wording
from data.imports import issues
from data.imports.corrections import Alike, correct_alike, correct_cell, find_alike
from data.imports.issues import RowIssue
from data.imports.log import ImportedLog
from pages import session
from pages.components.answers import escaping
from pages.components.log import corrections, duplicates, manual_entries, row_table

ROWS_PER_PAGE = 100
"""Rows that are shown at a time."""
GROUP_TITLES = {
    "aside": "Set aside",
    "words": "Unknown words",
    "odd": "Worth a look",
    "repeats": "Identical rows",
    "changed": "What you changed",
    "added": "Added by hand",
    "all": "All rows",
}
FIND_LINES: dict[str, Callable[[ImportedLog], pa.Array]] = {
    "aside": issues.rejected_lines,
    "words": issues.lines_with_unknown_words,
    "odd": issues.odd_lines,
}


def show_row_editor(log: ImportedLog) -> None:
    """One section for all rows that can be corrected, with the number of those that need a look."""
    lines = {group: find(log) for group, find in FIND_LINES.items()}
    number = len(pc.unique(pa.concat_arrays(list(lines.values()))))
    title = f"Put rows right: {wording.count(number, 'row')} to look at" if number else "Put rows right"
    with st.expander(title, key="put right", expanded=bool(log.report.rejects)):
        group = _choose_group(log, lines)
        if group == "repeats":
            duplicates.show_duplicates(log)
        elif group == "changed":
            corrections.list_corrections(log)
        elif group == "added":
            manual_entries.show_entries(log)
        else:
            _edit_rows(log, group, log.sheet.lines if group == "all" else lines[group])
        _show_last_change(log)
        if group == "aside":
            _show_download(log)


def _choose_group(log: ImportedLog, lines_of: dict[str, pa.Array]) -> str:
    """The group of rows to look at: those that can't be used come first."""
    numbers = {group: len(lines) for group, lines in lines_of.items()}
    numbers["repeats"] = len(log.identical_rows(duplicates.MOST_GROUPS))
    numbers["changed"] = corrections.count_corrections(log.choices)
    numbers["added"] = len(log.choices.added)
    numbers["all"] = len(log.sheet.lines)
    groups = [group for group, number in numbers.items() if number] or ["all"]
    titles = GROUP_TITLES | ({"all": "All events"} if log.export.beside else {})
    group = st.segmented_control(
        "Which rows",
        groups,
        default=groups[0],
        required=True,
        format_func=lambda group: f"{titles[group]}: {numbers[group]:,}",
        key="rows to put right",
        label_visibility="collapsed",
    )
    return str(group)


def _edit_rows(log: ImportedLog, group: str, lines: pa.Array) -> None:
    """One page of rows, with the reasons to look at each, to be corrected in place."""
    if group == "all":
        lines = _search_lines(log, lines)
    if not len(lines):
        st.text("There is no such row.")
        return
    first = _choose_page(lines)
    page = lines.slice(first, ROWS_PER_PAGE).to_pylist()
    names = log.mapping.names
    reasons = issues.list_issues(log, page)
    with_reasons = {reason.column for reason in reasons}
    first_columns = [f"c{place}" for place, name in enumerate(names) if name in with_reasons]
    beside = {
        "line": [log.report.place_of(line) for line in page],
        "why": [_reasons_text(line, reasons) for line in page],
    }
    why = ["why"] if reasons else []
    key = f"rows {group} {first} {session.current_upload.fingerprint(page[:1], page[-1:])}"
    st.data_editor(
        row_table.make_table(beside, issues.rows_at(log, page), names),
        hide_index=True,
        disabled=["line", "why"],
        column_order=list(dict.fromkeys(["line", *first_columns, *why, *row_table.column_titles(names)])),
        column_config={
            "line": st.column_config.TextColumn("Line", pinned=True, width="small"),
            "why": st.column_config.TextColumn("To look at"),
            **row_table.column_titles(names),
        },
        key=key,
        on_change=_correct_cells,
        args=(key, page, names),
    )
    st.caption(
        "Double-click or double-tap a cell to change it. Your file stays as it is; every change can be undone."
    )


def _reasons_text(line: int, reasons: Sequence[RowIssue]) -> str:
    """The reasons to look at one row."""
    return "; ".join(
        f"{each.column}: {each.what}" if each.column else each.what for each in reasons if each.line == line
    )


def _search_lines(log: ImportedLog, lines: pa.Array) -> pa.Array:
    """The rows that contain the text in the search field."""
    text = st.text_input(
        "Find", placeholder="Find a company, a day, a word", key="find rows", label_visibility="collapsed"
    )
    return issues.lines_containing(log, text) if text else lines


def _choose_page(lines: pa.Array) -> int:
    """The place of the first row on the chosen page."""
    if len(lines) <= ROWS_PER_PAGE:
        return 0
    page = st.pagination(
        -(-len(lines) // ROWS_PER_PAGE), key=f"window {session.current_upload.fingerprint(len(lines))}"
    )
    return (page - 1) * ROWS_PER_PAGE


def _correct_cells(key: str, lines: Sequence[int], names: Sequence[str]) -> None:
    """Correct the cells that were edited, and read the file anew."""
    log = session.answers.imported_log()
    if log is None:
        return
    choices = log.choices
    for place, typed in session.widgets.value_of(key)["edited_rows"].items():
        for column, text in typed.items():
            name = names[int(column.removeprefix("c"))]
            choices = correct_cell(log.export.sheet, choices, lines[int(place)], name, text or "")
    session.uploads.apply_choices(choices)


def _show_last_change(log: ImportedLog) -> None:
    """The latest correction, to undo it, or to correct all cells with the same text."""
    change = corrections.last_change(log)
    if change is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(change.text)
        st.button(
            "Undo", icon=":material/undo:", on_click=session.uploads.apply_choices, args=(change.before,)
        )
        if cells := find_alike(log.export.sheet, log.choices):
            st.button(
                _fix_alike_text(cells),
                on_click=session.uploads.apply_choices,
                args=(correct_alike(log.export.sheet, log.choices, cells),),
            )


def _fix_alike_text(cells: Alike) -> str:
    others = "the other one that says" if cells.rows == 1 else f"the {cells.rows:,} others that say"
    return f"Also change {others} “{escaping.escape_markdown(escaping.shorten(cells.before))}”"


def _show_download(log: ImportedLog) -> None:
    st.download_button(
        "Download these rows with the reasons",
        lambda: export.write_csv(log.rejected_rows()),
        f"set-aside-{session.current_upload.fingerprint()}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
