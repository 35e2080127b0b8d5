"""The corrections of a file, each with the text before it, and the way to undo it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis import wording
from data.imports import corrections
from data.imports.choices import Choices
from data.imports.log import ImportedLog
from pages import session
from pages.components.answers import escaping


@dataclass(frozen=True)
class UndoableChange:
    """One correction: in which rows and column, the text before and after it, and how to undo it."""

    rows: str
    column: str
    before: str
    after: str
    undo: Callable[[Choices], Choices]


@dataclass(frozen=True)
class LastChange:
    """The latest correction in a sentence, and the choices before it."""

    text: str
    before: Choices


def count_corrections(choices: Choices) -> int:
    """How many corrections there are."""
    return len(choices.cells) + len(choices.texts) + len(choices.merged) + choices.drop_identical


def last_change(log: ImportedLog) -> LastChange | None:
    """The latest correction of a cell, or of all cells alike."""
    for done in corrections.list_changes(log.export.sheet, log.choices)[:1]:
        before, after = escaping.shorten(done.before), escaping.shorten(done.after)
        text = f"{_place_text(log, done)}, {done.column}: “{before}” is now “{after}”."
        return LastChange(text, corrections.undo(log.choices, done))
    return None


def list_corrections(log: ImportedLog) -> None:
    """Every correction, each to be undone, and all at once."""
    all_done = [*_undoable_changes(log)]
    table = [
        {"rows": done.rows, "column": done.column, "before": done.before, "after": done.after, "undo": False}
        for done in all_done
    ]
    key = f"changed {session.current_upload.fingerprint()}"
    st.data_editor(
        pd.DataFrame(table),
        hide_index=True,
        disabled=["rows", "column", "before", "after"],
        column_order=["undo", "rows", "column", "before", "after"],
        column_config={
            "rows": st.column_config.TextColumn("Rows"),
            "column": st.column_config.TextColumn("Column"),
            "before": st.column_config.TextColumn("Said"),
            "after": st.column_config.TextColumn("Is now"),
            "undo": st.column_config.CheckboxColumn("Undo", width="small"),
        },
        key=key,
        on_change=_undo_ticked,
        args=(key, [done.undo for done in all_done]),
    )
    show_undo_all()


def show_undo_all() -> None:
    """The button that restores the rows of the uploaded file; none where they are as uploaded."""
    now = session.current_upload.current_upload()
    if now is not None and count_corrections(now.choices):
        uncorrected = replace(now.choices, cells={}, texts={}, merged=(), drop_identical=False)
        st.button(
            "Undo all changes to rows",
            icon=":material/undo:",
            on_click=session.uploads.apply_choices,
            args=(uncorrected,),
        )


def _undoable_changes(log: ImportedLog) -> Iterator[UndoableChange]:
    report, choices = log.report, log.choices
    for done in corrections.list_changes(log.export.sheet, choices):
        yield UndoableChange(
            _place_text(log, done),
            done.column,
            done.before,
            done.after,
            partial(corrections.undo, change=done),
        )
    if choices.drop_identical:
        yield UndoableChange(
            wording.count(report.duplicates, "row"),
            "",
            "identical to another",
            "not counted again",
            _count_duplicates,
        )
    for line in choices.merged:
        yield UndoableChange(
            f"Like line {report.place_of(line)}",
            "",
            "counted each",
            "counted once",
            partial(_count_separately, line=line),
        )


def _place_text(log: ImportedLog, change: corrections.Change) -> str:
    """The line of a corrected cell, or how many rows were corrected alike."""
    return f"Line {log.report.place_of(change.line)}" if change.line else wording.count(change.rows, "row")


def _count_duplicates(choices: Choices) -> Choices:
    return replace(choices, drop_identical=False)


def _count_separately(choices: Choices, line: int) -> Choices:
    return replace(choices, merged=tuple(first for first in choices.merged if first != line))


def _undo_ticked(key: str, ways_back: Sequence[Callable[[Choices], Choices]]) -> None:
    """Undo the corrections that were ticked."""
    for place in sorted(session.widgets.value_of(key)["edited_rows"], reverse=True):
        session.uploads.change_choices(ways_back[place])
