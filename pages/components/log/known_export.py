"""A known export: its format, what it can't show, and what else of it may be read."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.exports.detect import HOLDS_TEXTS
from data.imports.log import ImportedLog
from pages import session


def show_known_export(log: ImportedLog) -> None:
    """What such an export can and can't show; nothing for a file of no known tool."""
    report = log.report
    if not report.about:
        return
    with st.container(border=True):
        st.subheader(f"Recognised: {report.format}", anchor=False)
        st.text("\n".join(report.about))
        if report.format in HOLDS_TEXTS:
            st.checkbox(
                "Read the texts of the messages too",
                value=log.choices.read_text,
                key="read text",
                on_change=_set_read_text,
                args=(not log.choices.read_text,),
                help="Only with them can the app tell whether you said thanks or named the company. "
                "They stay in this session like the rest.",
            )


def _set_read_text(read: bool) -> None:
    session.uploads.change_choices(lambda choices: replace(choices, read_text=read))
