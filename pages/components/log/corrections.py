"""What the person put right, each with what stood there before, to be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd
import streamlit as st

from analysis import wording
from data.imports import corrections
from data.imports.choices import Choices
from data.imports.log import Log
from pages import session
from pages.components.answers import escaping


@dataclass(frozen=True)
class Done:
    """One thing that was put right: in which rows, in which column, what it said, what it says now; the way back."""

    rows: str
    column: str
    before: str
    after: str
    undo: Callable[[Choices], Choices]


@dataclass(frozen=True)
class Last:
    """The cell that was put right last, in a sentence, and the choices before that."""

    text: str
    before: Choices


def number(choices: Choices) -> int:
    """How many things were put right."""
    return len(choices.cells) + len(choices.texts) + len(choices.merged) + choices.drop_identical


def last(log: Log) -> Last | None:
    """The cell, or the cells alike, that were put right last."""
    for done in corrections.list_changes(log.export.sheet, log.choices)[:1]:
        before, after = escaping.short(done.before), escaping.short(done.after)
        text = f"{_where(log, done)}, {done.column}: “{before}” is now “{after}”."
        return Last(text, corrections.undo(log.choices, done))
    return None


def listed(log: Log) -> None:
    """Everything that was put right; each can be undone, and all at once."""
    all_done = [*_done(log)]
    table = [
        {"rows": done.rows, "column": done.column, "before": done.before, "after": done.after, "undo": False}
        for done in all_done
    ]
    key = f"changed {session.current.fingerprint()}"
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
        on_change=_undo,
        args=(key, [done.undo for done in all_done]),
    )
    undo_all()


def undo_all() -> None:
    """The way back to the rows of the file as they were brought; nothing where they are."""
    now = session.current.current_upload()
    if now is not None and number(now.choices):
        brought = replace(now.choices, cells={}, texts={}, merged=(), drop_identical=False)
        st.button(
            "Undo all changes to rows",
            icon=":material/undo:",
            on_click=session.uploads.choose,
            args=(brought,),
        )


def _done(log: Log) -> Iterator[Done]:
    told, choices = log.report, log.choices
    for done in corrections.list_changes(log.export.sheet, choices):
        yield Done(
            _where(log, done), done.column, done.before, done.after, partial(corrections.undo, change=done)
        )
    if choices.drop_identical:
        yield Done(
            wording.count(told.duplicates, "row"), "", "identical to another", "not counted again", _all_count
        )
    for line in choices.merged:
        yield Done(
            f"Like line {told.place_of(line)}", "", "counted each", "counted once", partial(_apart, line=line)
        )


def _where(log: Log, done: corrections.Change) -> str:
    """In which row a cell was put right, or in how many alike."""
    return f"Line {log.report.place_of(done.line)}" if done.line else wording.count(done.rows, "row")


def _all_count(choices: Choices) -> Choices:
    return replace(choices, drop_identical=False)


def _apart(choices: Choices, line: int) -> Choices:
    return replace(choices, merged=tuple(first for first in choices.merged if first != line))


def _undo(key: str, ways_back: Sequence[Callable[[Choices], Choices]]) -> None:
    """Undo what was ticked."""
    now = session.current.current_upload()
    if now is not None:
        choices = now.choices
        for place in sorted(session.widgets.said(key)["edited_rows"], reverse=True):
            choices = ways_back[place](choices)
        session.uploads.choose(choices)
