"""A newer version of the log's file: what it would change, before anything is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from analysis import wording
from data.combine.carry_over import LostCorrection
from data.combine.diff import Versions
from data.combine.split import put_back, split
from data.errors import LogError
from data.imports.log import Log
from data.imports.upload import Upload
from pages import session
from pages.components.log.upload_field import KINDS

MOST_ROWS = 1_000
"""Rows of a table that are shown; the numbers above it are of all."""
TITLES = {
    "column": "Column",
    "before": "Before",
    "after": "After",
    "line": "Line",
    "line_before": "Line before",
}


def upload() -> None:
    """A place for a newer version of the file."""
    file = st.file_uploader("A newer version of this file", type=KINDS, key="newer version")
    if file is not None and session.uploads.is_new(file.file_id):
        session.uploads.offer(Upload(file.getvalue(), file.name))
        st.rerun()


def offered(log: Log) -> None:
    """The newer version that was brought, row by row; taken, or not, by the person."""
    newer, now = session.uploads.offered(), session.current.current_upload()
    if newer is None or now is None:
        return
    with st.container(border=True):
        st.subheader("A newer version of your file", anchor=False)
        st.text(f"{newer.name}, beside the log that is here. Nothing is taken before you say so.")
        told, buttons = st.container(), st.container(horizontal=True)
        try:
            with told:
                take = _compared(now, _which(log.export.files, newer.name))
            with buttons:
                if st.button("Take the newer version", type="primary"):
                    session.uploads.go_on(take())
                    st.rerun()
        except LogError as error:
            told.error("This can't be taken as a newer version.", icon=":material/error:")
            told.text(str(error))
        buttons.button("Leave my log as it is", on_click=session.uploads.offer, args=(None,))


def _which(files: Sequence[str], newer: str) -> str | None:
    """Which of several files it is a newer version of; None where the log is one file."""
    if not files:
        return None
    return st.selectbox(
        "It is a newer version of", files, index=files.index(newer) if newer in files else len(files) - 1
    )


def _compared(now: Upload, which: str | None) -> Callable[[], Upload]:
    """What the newer version brings; returns how to make the file to go on with."""
    older, others = split(now, which) if which else (now, None)
    found = session.answers.versions(older)
    st.text(_told(found))
    if found.added_columns:
        st.text(f"New columns: {', '.join(found.added_columns)}.")
    _changes(found)
    _rows(found, "new", "New rows")
    _rows(found, "gone", "Not in the newer file")
    taken, lost = found.accept_newer(_keep(found))
    _lost(lost)
    return partial(put_back, others, older.name, taken) if others else lambda: taken


def _told(found: Versions) -> str:
    known, new, changed, gone = (found.count(fate) for fate in ("known", "new", "changed", "gone"))
    return (
        f"{wording.count(known, 'row')} {_is(known)} known, {new:,} {_is(new)} new, {changed:,} changed, "
        f"{gone:,} {_is(gone)} not in the newer file."
    )


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _changes(found: Versions) -> None:
    if found.count("changed"):
        cells = found.changes()
        with st.expander(f"Changed: {wording.count(found.count('changed'), 'row')}", expanded=True):
            st.dataframe(
                cells.slice(0, MOST_ROWS),
                hide_index=True,
                column_order=list(TITLES),
                column_config={key: st.column_config.Column(title) for key, title in TITLES.items()},
            )
            _more(cells.num_rows, "cell")


def _rows(found: Versions, fate: str, title: str) -> None:
    number = found.count(fate)
    if number:
        with st.expander(f"{title}: {wording.count(number, 'row')}"):
            st.dataframe(found.rows_with(fate).slice(0, MOST_ROWS), hide_index=True)
            _more(number, "row")


def _lost(lost: Sequence[LostCorrection]) -> None:
    """What was put right in the log that is here and does not go along."""
    if lost:
        st.text("This you put right, and its row left or says something else by now. It does not go along:")
        st.dataframe(
            pd.DataFrame(
                [
                    {"line": each.line, "column": each.column, "text": each.text or "counted once"}
                    for each in lost
                ]
            ),
            hide_index=True,
            column_config={"line": "Line before", "column": "Column", "text": "You said"},
        )


def _more(number: int, thing: str) -> None:
    if number > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {wording.count(number, thing)}.")


def _keep(found: Versions) -> bool:
    """Whether rows that are not in the newer file stay in the log."""
    if not found.count("gone"):
        return True
    if not found.own:
        st.text(
            "A file of this kind is taken whole, so these rows would leave your log. To keep them, leave your log as "
            "it is and bring this file as another one beside it."
        )
        return False
    keep = st.checkbox(
        "Keep the rows that are not in the newer file", value=True, key="keep rows that are gone"
    )
    st.caption(
        "Where you put a day or a name right, the row as it was is among them and would count beside the new one."
    )
    return keep
