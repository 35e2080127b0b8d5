"""Several files into one log: what has to be asked about each of them, and then one log of all."""

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
from pages.components.log import date_questions, upload_field


def upload() -> None:
    """A place for more files, to be joined with the log that is here."""
    files, now = (
        upload_field.files("Another file beside it", "files beside it"),
        session.current.current_upload(),
    )
    if files and now is not None:
        session.uploads.gather(bundle_files([now, *files]))
        st.rerun()


def offered() -> bool:
    """The files that were brought together, until they are one log. Returns whether there are any."""
    files = session.uploads.gathered()
    if files:
        with st.container(border=True):
            st.subheader("Several files, one log", anchor=False)
            ready, buttons = _ready(files), st.container(horizontal=True)
            if ready:
                _join(files, buttons)
            buttons.button(
                "Leave my log as it is" if session.current.current_upload() else "Bring other files",
                key="gather none",
                on_click=session.uploads.gather,
                args=((),),
            )
    return bool(files)


def _ready(files: Sequence[Upload]) -> bool:
    """Tell how each file is read, and ask about the first one that can't be joined yet."""
    for number, file in enumerate(files):
        try:
            log = session.answers.understood(file)
        except LogError as error:
            _unusable(number, file, error)
            return False
        found = log.report
        st.text(
            f"{file.name}: {wording.count(found.rows_in, 'row')}, "
            f"read as {wording.FORMATS.get(found.format, found.format)}."
        )
        if found.open_questions:
            date_questions.questions(log, partial(_said, number), f"{number} ")
            return False
    return True


def _said(number: int, choices: Choices) -> None:
    """Say something about one of the files."""
    files = [*session.uploads.gathered()]
    files[number] = replace(files[number], choices=choices)
    session.uploads.gather(tuple(files))


def _unusable(number: int, file: Upload, error: LogError) -> None:
    st.error("One of these files can't be used yet.", icon=":material/error:")
    st.text(f"{file.name}: {error}")
    st.button("Go on without it", on_click=_leave_out, args=(number,))


def _leave_out(number: int) -> None:
    """Go on without one of the files."""
    others = tuple(file for place, file in enumerate(session.uploads.gathered()) if place != number)
    now = session.current.current_upload()
    session.uploads.gather(() if now is not None and others == (now,) else others)


def _join(files: Sequence[Upload], buttons: DeltaGenerator) -> None:
    if buttons.button(f"Make one log of these {len(files)}", type="primary"):
        try:
            with st.spinner("Joining the files …"):
                session.uploads.go_on(merge_uploads(files))
        except LogError as error:
            st.error("These files can't be joined.", icon=":material/error:")
            st.text(str(error))
        else:
            st.rerun()
    st.caption(
        "Every row keeps the name of its file. What two of them tell alike is listed under “Put rows right”, and "
        "counted once when you say so."
    )
