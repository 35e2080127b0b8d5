"""Taking files into a session: a first one, a newer version, several that become one log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from data.exports.detect import read_sheet
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.upload import Upload
from pages.session.current import current_upload

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def bring(content: bytes, name: str) -> None:
    """Take a file into this session, in place of the one before."""
    go_on(Upload(content, name))


def go_on(file: Upload) -> None:
    """Go on with this file as the log; it is counted until its own last day again."""
    st.session_state["upload"] = replace(file, as_of=None)
    offer(None)
    st.session_state["gathered"] = ()


def bring_sample() -> None:
    """Take the sample log into this session."""
    bring((SAMPLES / "job_seeker.csv").read_bytes(), "job_seeker.csv")


def template() -> bytes:
    """An empty log to fill in, with three example rows."""
    return (SAMPLES / "template.csv").read_bytes()


def is_new(file_id: str) -> bool:
    """Whether this upload was not taken before (the uploader shows the same file again on every rerun)."""
    seen: set[str] = st.session_state.setdefault("uploads", set())
    new = file_id not in seen
    seen.add(file_id)
    return new


def offer(newer: Upload | None) -> None:
    """Remember a newer version of the log's file until the person has decided about it (None: they have)."""
    st.session_state["newer"] = newer


def offered() -> Upload | None:
    """The newer version of the log's file that waits to be decided about."""
    found: Upload | None = st.session_state.get("newer")
    return found


def gather(files: tuple[Upload, ...]) -> None:
    """Remember files that are to become one log; one alone is one, and none leave the log as it is."""
    st.session_state["gathered"] = files if len(files) > 1 else ()
    if len(files) == 1:
        go_on(files[0])


def gathered() -> tuple[Upload, ...]:
    """The files that are to become one log."""
    found: tuple[Upload, ...] = st.session_state.get("gathered", ())
    return found


def choose(choices: Choices) -> None:
    """Read the file anew with what the person said about it."""
    if (now := current_upload()) is not None:
        st.session_state["upload"] = replace(now, choices=choices)


def count_until(as_of: date | None) -> None:
    """Measure as of another data date (None: as the log says)."""
    if (now := current_upload()) is not None:
        st.session_state["upload"] = replace(now, as_of=as_of)


def sheet() -> Sheet | None:
    """The table of the file as it was read, before anything is understood. Raises LogError for no table at all."""
    now = current_upload()
    return read_sheet(now) if now else None
