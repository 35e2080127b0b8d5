"""The questions about a file, a few at a time, each asked once for the whole file and answered by one click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from data.imports.choices import Choices
from data.imports.log import ImportedLog
from data.imports.questions import COLUMN, YES_OR_NO
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
MOST_AT_ONCE = 3
"""Questions on the screen at a time."""


def ask_questions(
    log: ImportedLog, apply_choices: Callable[[Choices], None] = session.uploads.apply_choices, file: str = ""
) -> None:
    """The most important questions about a file, each answered by one click: first those without which nothing counts.

    `apply_choices` receives the choices with the one just made; `file` distinguishes the questions about several files.
    """
    report = log.report
    asked = report.open_questions or report.optional_questions
    for number, question in enumerate(asked[:MOST_AT_ONCE]):
        key = f"{file}{question.key} {number} " if number else f"{file}{question.key} "
        with st.container(border=True):
            if report.open_questions:
                st.subheader(f"One question first: {HEADINGS[question.key]}", anchor=False)
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(question.question, width="content")
                if question.examples:
                    st.dataframe(
                        pd.DataFrame(question.examples),
                        hide_index=True,
                        width="content",
                        column_config={
                            name: st.column_config.TextColumn(name.capitalize())
                            for name in question.examples[0]
                        },
                    )
                _show_choices(question, key, apply_choices, log.choices)
    more = len(report.questions) - len(asked[:MOST_AT_ONCE])
    if more > 0:
        st.caption(f"{more:,} more {'question comes' if more == 1 else 'questions come'} after these.")


def _show_choices(
    question: OpenQuestion, key: str, apply_choices: Callable[[Choices], None], said: Choices
) -> None:
    """A button for each answer; those that name another column fold away."""
    others = [choice for choice in question.choices if question.key == COLUMN and choice not in YES_OR_NO]
    for choice in question.choices:
        if choice not in others:
            _show_button(question, choice, key, apply_choices, said)
    if others:
        with st.popover("Another column", key=f"{key}others"):
            for choice in others:
                _show_button(question, choice, key, apply_choices, said)


def _show_button(
    question: OpenQuestion, choice: str, key: str, apply_choices: Callable[[Choices], None], said: Choices
) -> None:
    st.button(
        _button_text(question, choice),
        key=f"{key}{choice}",
        on_click=apply_choices,
        args=(_with_choice(said, question, choice),),
    )


def _button_text(question: OpenQuestion, choice: str) -> str:
    """A choice in the words of its button."""
    if question.key == "dates":
        return f"The {FIRST_PARTS[choice]} comes first"
    if choice in YES_OR_NO:
        return choice.capitalize()
    return escaping.escape_markdown(choice)


def _with_choice(choices: Choices, question: OpenQuestion, choice: str) -> Choices:
    if question.key == "dates":
        return replace(choices, dates=choice)
    if question.key != COLUMN:
        return replace(choices, chosen={**choices.chosen, question.key: choice})
    return replace(choices, columns={**choices.columns, **question.columns_with(choice)})
