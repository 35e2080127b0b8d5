"""A newer version of the log's file: what it would change, before it replaces anything."""

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
from data.imports.log import ImportedLog
from data.imports.upload import Upload
from pages import session
from pages.components.log.upload_field import ACCEPTED_ENDINGS

MOST_ROWS = 1_000
"""The most rows of a table that are shown; the numbers above it count all."""
CHANGE_TITLES = {
    "column": "Column",
    "before": "Before",
    "after": "After",
    "line": "Line",
    "line_before": "Line before",
}


def upload_newer_version() -> None:
    """The field for a newer version of the file."""
    file = st.file_uploader("A newer version of this file", type=ACCEPTED_ENDINGS, key="newer version")
    if file is not None and session.uploads.is_new(file.file_id):
        session.uploads.set_newer_version(Upload(file.getvalue(), file.name))
        st.rerun()


def show_update(log: ImportedLog) -> None:
    """The newer version row by row, until the person accepts or drops it."""
    newer, now = session.uploads.newer_version(), session.current_upload.current_upload()
    if newer is None or now is None:
        return
    with st.container(border=True):
        st.subheader("A newer version of your file", anchor=False)
        st.text(f"{newer.name}, beside the log that is here. Nothing is taken before you say so.")
        comparison, buttons = st.container(), st.container(horizontal=True)
        try:
            with comparison:
                take = _show_comparison(now, _choose_older_file(log.export.files, newer.name))
            with buttons:
                if st.button("Take the newer version", type="primary"):
                    session.uploads.replace_log(take())
                    st.rerun()
        except LogError as error:
            comparison.error("This can't be taken as a newer version.", icon=":material/error:")
            comparison.text(str(error))
        buttons.button("Leave my log as it is", on_click=session.uploads.set_newer_version, args=(None,))


def _choose_older_file(files: Sequence[str], newer: str) -> str | None:
    """The file of which this is a newer version; None where the log is one file."""
    if not files:
        return None
    return st.selectbox(
        "It is a newer version of", files, index=files.index(newer) if newer in files else len(files) - 1
    )


def _show_comparison(now: Upload, which: str | None) -> Callable[[], Upload]:
    """What the newer version changes; returns a function that makes the file to go on with."""
    older, others = split(now, which) if which else (now, None)
    versions = session.answers.compare_versions(older)
    st.text(_comparison_text(versions))
    if versions.added_columns:
        st.text(f"New columns: {', '.join(versions.added_columns)}.")
    _show_changes(versions)
    _show_rows(versions, "new", "New rows")
    _show_rows(versions, "gone", "Not in the newer file")
    updated, lost = versions.accept_newer(_choose_to_keep(versions))
    _show_lost_corrections(lost)
    return partial(put_back, others, older.name, updated) if others else lambda: updated


def _comparison_text(versions: Versions) -> str:
    known, new, changed, gone = (versions.count(fate) for fate in ("known", "new", "changed", "gone"))
    return (
        f"{wording.count(known, 'row')} {_verb(known)} known, {new:,} {_verb(new)} new, {changed:,} changed, "
        f"{gone:,} {_verb(gone)} not in the newer file."
    )


def _verb(number: int) -> str:
    return "is" if number == 1 else "are"


def _show_changes(versions: Versions) -> None:
    if versions.count("changed"):
        cells = versions.changes()
        with st.expander(f"Changed: {wording.count(versions.count('changed'), 'row')}", expanded=True):
            st.dataframe(
                cells.slice(0, MOST_ROWS),
                hide_index=True,
                column_order=list(CHANGE_TITLES),
                column_config={key: st.column_config.Column(title) for key, title in CHANGE_TITLES.items()},
            )
            _show_limit(cells.num_rows, "cell")


def _show_rows(versions: Versions, fate: str, title: str) -> None:
    number = versions.count(fate)
    if number:
        with st.expander(f"{title}: {wording.count(number, 'row')}"):
            st.dataframe(versions.rows_with(fate).slice(0, MOST_ROWS), hide_index=True)
            _show_limit(number, "row")


def _show_lost_corrections(lost: Sequence[LostCorrection]) -> None:
    """The corrections that can't be carried over."""
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


def _show_limit(number: int, thing: str) -> None:
    if number > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {wording.count(number, thing)}.")


def _choose_to_keep(versions: Versions) -> bool:
    """Whether rows that are not in the newer file stay in the log."""
    if not versions.count("gone"):
        return True
    if not versions.own:
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
