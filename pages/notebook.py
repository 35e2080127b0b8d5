"""Your own questions: text, questions of the app and SQL, one below the other, on your own log."""

import streamlit as st

from analysis.notebook.document import dependencies
from pages import session
from pages.components.answers import guards
from pages.components.notebook import add_cell, cell_view, notebook_actions, table_list

st.title("Notebook", anchor=False)
log = guards.needs_log()
book = session.notebook_state.book()
off = session.notebook_state.sql_off()

if off:
    st.info(f"{off} Texts and questions work.", title="No SQL here", icon=":material/lock:")
st.html(cell_view.LOOK)
notebook_actions.controls(log, book)
marks = dependencies.marks(book.cells, session.current.log_key())
waiting = book.to_run(marks)
for cell in book.cells:
    cell_view.shown(book, cell, marks[cell.id], runs=cell.id in waiting)
add_cell.controls(book, off)
table_list.pane()
