"""The files that are uploaded into a session: a first one, a newer version, several to merge into one log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from data.exports.detect import read_sheet
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.upload import Upload
from pages.session.current_upload import current_upload

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def upload_file(content: bytes, name: str) -> None:
    """Use these bytes as the log of this session."""
    replace_log(Upload(content, name))


def replace_log(file: Upload) -> None:
    """Use this file as the log of this session, counted until its own last day."""
    st.session_state["upload"] = replace(file, as_of=None)
    set_newer_version(None)
    st.session_state["gathered"] = ()


def load_sample() -> None:
    """Use the sample as the log of this session."""
    upload_file((SAMPLES / "job_seeker.csv").read_bytes(), "job_seeker.csv")


def template() -> bytes:
    """An empty log to fill in, with three example rows."""
    return (SAMPLES / "template.csv").read_bytes()


def is_new(file_id: str) -> bool:
    """Whether this upload is seen for the first time: the uploader returns the same file on every rerun."""
    seen: set[str] = st.session_state.setdefault("uploads", set())
    new = file_id not in seen
    seen.add(file_id)
    return new


def set_newer_version(newer: Upload | None) -> None:
    """Remember a newer version of the log's file until the person decides about it (then None)."""
    st.session_state["newer"] = newer


def newer_version() -> Upload | None:
    """The newer version of the log's file that the person has yet to decide about."""
    found: Upload | None = st.session_state.get("newer")
    return found


def set_files_to_merge(files: tuple[Upload, ...]) -> None:
    """Remember several files to merge. A single one becomes the log at once; none leave the log as it is."""
    st.session_state["gathered"] = files if len(files) > 1 else ()
    if len(files) == 1:
        replace_log(files[0])


def files_to_merge() -> tuple[Upload, ...]:
    """The files that are to be merged into one log."""
    found: tuple[Upload, ...] = st.session_state.get("gathered", ())
    return found


def apply_choices(choices: Choices) -> None:
    """Read the file anew with these choices."""
    change_choices(lambda _: choices)


def change_choices(change: Callable[[Choices], Choices]) -> None:
    """Read the file anew with what `change` makes of the choices about it."""
    if (now := current_upload()) is not None:
        st.session_state["upload"] = replace(now, choices=change(now.choices))


def count_until(as_of: date | None) -> None:
    """Measure as of another data date (None: the last day of the log)."""
    if (now := current_upload()) is not None:
        st.session_state["upload"] = replace(now, as_of=as_of)


def sheet() -> Sheet | None:
    """The table of texts in the file, before it is imported. Raises LogError for no table at all."""
    now = current_upload()
    return read_sheet(now) if now else None
