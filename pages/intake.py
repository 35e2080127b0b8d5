"""The parts of the Log page: bring a file, answer its questions, see and correct what was understood."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from analysis import export, words
from data.log import Log
from data.mapping import CANONICAL, KEPT
from pages import session

READINGS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


def invite() -> None:
    """The first thing a stranger sees: bring a file, or try a made-up one."""
    st.markdown(
        "Keep a list of what you did to find work: messages, letters, calls, events. Bring it here and see "
        "**which of it gets answers, what came before your offers, and how sure one can be.**"
    )
    bring, sample = st.columns(2, border=True)
    with bring:
        st.subheader("Bring your list", anchor=False)
        uploader("first file")
        st.caption("It stays in this browser session and is deleted with it. Nobody else can see it.")
    with sample:
        st.subheader("No list yet?", anchor=False)
        st.button("Try it with sample data", on_click=session.bring_sample, type="primary")
        st.caption("Half a year of a made-up job search: 180 touches, messy on purpose.")
        st.download_button(
            "Download an empty template",
            session.template(),
            "top-of-mind-template.csv",
            "text/csv",
            on_click="ignore",
        )


def uploader(key: str) -> None:
    """A place to drop a file; the file replaces the log of this session."""
    file = st.file_uploader("A CSV file of your activity", type=["csv", "tsv", "txt"], key=key)
    if file is not None and session.is_new(file.file_id):
        session.bring(file.getvalue(), file.name)
        st.rerun()


def questions(log: Log) -> None:
    """What has to be asked before anything can be measured."""
    for need in log.understanding.needs:
        with st.container(border=True):
            st.subheader("One question about your dates", anchor=False)
            st.text(need.question)
            st.table(pd.DataFrame(need.examples))
            with st.container(horizontal=True):
                for order in need.choices:
                    st.button(
                        f"They are {READINGS[order]}", key=f"dates {order}", on_click=_dates, args=(order,)
                    )


def report(log: Log) -> None:
    """What became of every row."""
    found = log.understanding
    st.subheader("What was understood", anchor=False)
    st.text(found.told())
    with st.container(horizontal=True):
        for title, number in (
            ("Rows in the file", found.rows_in),
            ("Used", found.accepted),
            ("Skipped", found.skipped),
            ("Set aside", len(found.rejects)),
        ):
            st.metric(title, f"{number:,}", border=True, width=160)
    if found.rejects:
        _rejects(log)
    if found.skips:
        with st.expander(f"Skipped: {words.count(found.skipped, 'row')}"):
            st.dataframe(pd.DataFrame(found.skips), hide_index=True)
    if found.unknown:
        _unknown(log)
    if found.oddities:
        with st.expander(f"Worth a look: {words.count(len(found.oddities), 'thing')}"):
            for oddity in found.oddities:
                st.text(f"{oddity.what}: lines {', '.join(map(str, oddity.lines[:20]))}")
    for note in found.notes:
        st.caption(note)


def mapping(log: Log) -> None:
    """What each column of the file means, as it was guessed; the person can say otherwise."""
    found = log.understanding
    with st.expander(f"Columns: read as {found.format}"):
        names = list(found.mapping)
        table = pd.DataFrame(
            {
                "column of your file": names,
                "example": [log.example(index) for index in range(len(names))],
                "means": [found.mapping[name] or KEPT for name in names],
            }
        )
        edited = st.data_editor(
            table,
            hide_index=True,
            disabled=["column of your file", "example"],
            column_config={
                "means": st.column_config.SelectboxColumn(options=[*CANONICAL, KEPT], required=True)
            },
            key="mapping",
        )
        said = dict(zip(edited["column of your file"], edited["means"], strict=True))
        changed = {name: meant for name, meant in said.items() if meant != (found.mapping[name] or KEPT)}
        if changed and st.button("Read the file this way", type="primary"):
            session.choose(replace(log.choices, columns={**log.choices.columns, **changed}))
            st.rerun()
        st.caption(f"“{KEPT}” keeps a column as it is; answers can be broken down by it.")


def data_date(log: Log) -> None:
    """Until when the log is counted: silence after its last entry is not an answer of no."""
    if log.understanding.needs:
        return
    st.subheader("Data date", anchor=False)
    st.text("Silence after this day is not counted as no: nothing is known about it.")
    chosen = st.date_input("Count until", value=log.as_of, format="YYYY-MM-DD", key="as of")
    if chosen != log.as_of:
        session.count_until(chosen)
        st.rerun()


def downloads(log: Log) -> None:
    """The clean log, and the way on."""
    if log.understanding.needs:
        return
    with st.container(horizontal=True):
        st.page_link("pages/overview.py", label="See your overview", icon=":material/arrow_forward:")
        st.download_button(
            "Download the clean log",
            lambda: export.csv(log.clean().to_pylist()),
            f"clean-log-{session.fingerprint()}.csv",
            "text/csv",
            on_click="ignore",
        )


def mapping_of_unusable() -> None:
    """Nothing could be understood: the template shows what a log looks like."""
    st.download_button(
        "Download an empty template",
        session.template(),
        "top-of-mind-template.csv",
        "text/csv",
        on_click="ignore",
    )


def replace_or_forget() -> None:
    """Another file, or none."""
    with st.expander("Another file, or delete this one"):
        uploader("another file")
        st.button("Delete my log from this session", on_click=session.forget)


def _rejects(log: Log) -> None:
    rejects = log.understanding.rejects
    with st.expander(f"Set aside: {words.count(len(rejects), 'row')} that could not be read", expanded=True):
        table = [vars(reject) for reject in rejects]
        st.dataframe(pd.DataFrame(table), hide_index=True)
        st.download_button(
            "Download these rows with the reasons",
            lambda: export.csv(log.set_aside()),
            f"set-aside-{session.fingerprint()}.csv",
            "text/csv",
            on_click="ignore",
        )


def _unknown(log: Log) -> None:
    unknown = log.understanding.unknown
    with st.expander(f"Words I don't know: {len(unknown)}"):
        st.dataframe(pd.DataFrame([vars(word) for word in unknown]), hide_index=True)
        near = {(word.field, word.text): word.proposed for word in unknown if word.proposed}
        if near and st.button("Accept the proposed meanings"):
            session.choose(replace(log.choices, words={**log.choices.words, **near}))
            st.rerun()


def _dates(order: str) -> None:
    now = session.brought()
    if now is not None:
        session.choose(replace(now.choices, dates=order))
