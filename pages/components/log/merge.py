"""Several files merged into one log, after the open questions about each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis import wording
from data.combine.bundle import bundle_files
from data.combine.merge import merge as merge_uploads
from data.errors import LogError
from data.imports.choices import Choices
from data.imports.upload import Upload
from pages import session
from pages.components.log import open_questions, upload_field


def upload_more_files() -> None:
    """The field for more files, to be merged with the present log."""
    files = upload_field.accept_files("Another file beside it", "files beside it")
    now = session.current_upload.current_upload()
    if files and now is not None:
        session.uploads.set_files_to_merge(bundle_files([now, *files]))
        st.rerun()


def show_merge() -> bool:
    """The files to merge, until they are one log. Returns whether there are any."""
    files = session.uploads.files_to_merge()
    if files:
        with st.container(border=True):
            st.subheader("Several files, one log", anchor=False)
            ready, buttons = _show_files(files), st.container(horizontal=True)
            if ready:
                _show_merge_button(files, buttons)
            buttons.button(
                "Leave my log as it is" if session.current_upload.current_upload() else "Bring other files",
                key="gather none",
                on_click=session.uploads.set_files_to_merge,
                args=((),),
            )
    return bool(files)


def _show_files(files: Sequence[Upload]) -> bool:
    """How each file is read, and a question about the first that can't be merged yet. Whether all can be merged."""
    for number, file in enumerate(files):
        try:
            log = session.answers.import_file(file)
        except LogError as error:
            _show_unusable(number, file, error)
            return False
        report = log.report
        st.text(
            f"{file.name}: {wording.count(report.rows_in, 'row')}, "
            f"read as {wording.format_name(report.format)}."
        )
        if report.open_questions:
            open_questions.ask_questions(log, partial(_apply_choices, number), f"{number} ")
            return False
    return True


def _apply_choices(number: int, choices: Choices) -> None:
    """Apply choices about one of the files."""
    files = [*session.uploads.files_to_merge()]
    files[number] = replace(files[number], choices=choices)
    session.uploads.set_files_to_merge(tuple(files))


def _show_unusable(number: int, file: Upload, error: LogError) -> None:
    st.error("One of these files can't be used yet.", icon=":material/error:")
    st.text(f"{file.name}: {error}")
    st.button("Go on without it", on_click=_leave_out_file, args=(number,))


def _leave_out_file(number: int) -> None:
    """Leave one of the files out."""
    others = tuple(file for place, file in enumerate(session.uploads.files_to_merge()) if place != number)
    now = session.current_upload.current_upload()
    session.uploads.set_files_to_merge(() if now is not None and others == (now,) else others)


def _show_merge_button(files: Sequence[Upload], buttons: DeltaGenerator) -> None:
    if buttons.button(f"Make one log of these {len(files)}", type="primary"):
        try:
            with st.spinner("Joining the files …"):
                session.uploads.replace_log(merge_uploads(files))
        except LogError as error:
            st.error("These files can't be joined.", icon=":material/error:")
            st.text(str(error))
        else:
            st.rerun()
    st.caption(
        "Every row keeps the name of its file. What two of them tell alike is listed under “Put rows right”, and "
        "counted once when you say so."
    )
