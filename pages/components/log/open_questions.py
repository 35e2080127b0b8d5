"""The open questions about a file, asked one at a time, each once for the whole file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.imports.choices import Choices
from data.imports.log import ImportedLog
from data.imports.report import OpenQuestion
from pages import session
from pages.components.answers import escaping

FIRST_PARTS = {"dmy": "day", "mdy": "month", "ymd": "year"}
"""What comes first in each order of dates."""
HEADINGS = {
    "dates": "how do you write dates?",
    "owner": "who are you?",
    "calendar": "is this your job search?",
    "year": "which year?",
    "date": "which column is the day?",
    "job": "which column is the job?",
    "sent": "were these sent?",
    "shifted": "are these rows shifted?",
}


def ask_questions(
    log: ImportedLog, apply_choices: Callable[[Choices], None] = session.uploads.apply_choices, file: str = ""
) -> None:
    """The first question that is open. Some can wait: the rows that they are about are left out until then.

    `apply_choices` receives the choices with the one just made; `file` distinguishes the questions about several files.
    """
    report = log.report
    first = "One question first" if report.open_questions else "One question"
    for question in (*report.open_questions, *report.optional_questions)[:1]:
        with st.container(border=True):
            st.subheader(f"{first}: {HEADINGS[question.key]}", anchor=False)
            _show_question(question)
            with st.container(horizontal=True):
                for choice in question.choices:
                    st.button(
                        _button_text(question, choice),
                        key=f"{file}{question.key} {choice}",
                        on_click=apply_choices,
                        args=(_with_choice(log.choices, question.key, choice),),
                    )


def _show_question(question: OpenQuestion) -> None:
    st.text(question.question)
    st.dataframe(
        pd.DataFrame(question.examples),
        hide_index=True,
        width="content",
        column_config={key: st.column_config.TextColumn(key.capitalize()) for key in question.examples[0]},
    )


def _button_text(question: OpenQuestion, choice: str) -> str:
    """A choice in the words of its button."""
    if question.key == "dates":
        return f"The {FIRST_PARTS[choice]} comes first"
    return choice.capitalize() if choice in ("yes", "no") else escaping.escape_markdown(choice)


def _with_choice(choices: Choices, key: str, choice: str) -> Choices:
    if key == "dates":
        return replace(choices, dates=choice)
    return replace(choices, chosen={**choices.chosen, key: choice})
