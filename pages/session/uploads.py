"""Taking files into a session: a first one, a newer version, several that become one log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import streamlit as st

from data.files.reader import read
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.imports.upload import File
from pages.session.current import Brought, brought

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


def bring(content: bytes, name: str) -> None:
    """Take a file into this session, in place of the one before."""
    go_on(File(content, name))


def go_on(file: File) -> None:
    """Go on with this file as the log; it is counted until its own last day again."""
    st.session_state["brought"] = Brought.of(file)
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


def offer(newer: File | None) -> None:
    """Remember a newer version of the log's file until the person has decided about it (None: they have)."""
    st.session_state["newer"] = newer


def offered() -> File | None:
    """The newer version of the log's file that waits to be decided about."""
    found: File | None = st.session_state.get("newer")
    return found


def gather(files: tuple[File, ...]) -> None:
    """Remember files that are to become one log; one alone is one, and none leave the log as it is."""
    st.session_state["gathered"] = files if len(files) > 1 else ()
    if len(files) == 1:
        go_on(files[0])


def gathered() -> tuple[File, ...]:
    """The files that are to become one log."""
    found: tuple[File, ...] = st.session_state.get("gathered", ())
    return found


def choose(choices: Choices) -> None:
    """Read the file anew with what the person said about it."""
    if (now := brought()) is not None:
        st.session_state["brought"] = replace(now, choices=choices)


def count_until(as_of: date | None) -> None:
    """Measure as of another data date (None: as the log says)."""
    if (now := brought()) is not None:
        st.session_state["brought"] = replace(now, as_of=as_of)


def sheet() -> Sheet | None:
    """The table of the file as it was read, before anything is understood. Raises LogError for no table at all."""
    now = brought()
    return read(now.content, now.name, now.choices.part) if now else None
