"""From an answer on any page to the notebook: the same question with the same parameters, as a cell."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.answer import Answer
from analysis.notebook.document import cells
from analysis.notebook.document.cells import QUESTION
from analysis.notebook.sandbox.cell_errors import CellError
from pages import session


def show_button(answer: Answer, key: str) -> None:
    """The button that adds the cell; none for an answer without its log, as in a share: it can't be asked again."""
    if not answer.counts or session.current_upload.viewed_share():
        return
    if st.button("Open in notebook", key=f"note {key}", type="tertiary", icon=":material/edit_note:"):
        _add_cell(answer)


def _add_cell(answer: Answer) -> None:
    key, filters = answer.question.key, answer.filters.to_json()
    cell = cells.create(QUESTION, key, key, parameters=_cell_parameters(answer), filters=filters)
    try:
        session.notebook_state.book().add(cell)
    except CellError as error:
        st.toast(str(error), icon=":material/error:")
        return
    st.switch_page("pages/notebook.py")


def _cell_parameters(answer: Answer) -> dict[str, Any]:
    """The parameters as the notebook's fields offer them: a column of the log by its header in the file."""
    log = session.answers.measured_log()
    headers = {column: header for header, column in log.breakdowns.items()} if log else {}
    return {
        name: headers.get(value, value) if name in ("by", "split") else value
        for name, value in answer.parameters.items()
    }
