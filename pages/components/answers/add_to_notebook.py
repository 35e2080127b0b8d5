"""From an answer on any page to the notebook: the same question, asked the same way, as a cell of it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.answer import Answer
from analysis.notebook.document import cells
from analysis.notebook.document.cells import QUESTION
from analysis.notebook.sandbox.cell_errors import CellError
from pages import session


def offered(given: Answer, key: str) -> None:
    """The button that does it; answers that came without their log, as those of a share do, can't be asked again."""
    if not given.counts or session.current.viewed():
        return
    if st.button("Open in notebook", key=f"note {key}", type="tertiary", icon=":material/edit_note:"):
        _note(given)


def _note(given: Answer) -> None:
    asked = cells.new(
        QUESTION,
        given.question.key,
        given.question.key,
        parameters=_as_chosen(given),
        filters=given.filters.to_json(),
    )
    try:
        session.notebook_state.book().add(asked)
    except CellError as error:
        st.toast(str(error), icon=":material/error:")
        return
    st.switch_page("pages/notebook.py")


def _as_chosen(given: Answer) -> dict[str, Any]:
    """The parameters as one chooses them: a column of the log goes by its header in the file."""
    log = session.answers.measured()
    headers = {column: header for header, column in log.breakdowns.items()} if log else {}
    return {
        name: headers.get(value, value) if name in ("by", "split") else value
        for name, value in given.parameters.items()
    }
