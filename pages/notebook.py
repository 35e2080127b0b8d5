"""Your own questions: texts, questions of the app and SQL, one below the other, on your own log."""

import streamlit as st

from analysis.notebook.document import dependencies
from pages import session
from pages.components.answers import guards
from pages.components.notebook import add_buttons, cell_card, notebook_actions, table_list

st.title("Notebook", anchor=False)
log = guards.require_log()
book = session.notebook_state.book()
why_off = session.notebook_state.why_sql_is_off()

if why_off:
    st.info(f"{why_off} Texts and questions work.", title="No SQL here", icon=":material/lock:")
st.html(cell_card.SQL_STYLE)
notebook_actions.show_actions(log, book)
marks = dependencies.fingerprint_cells(book.cells, session.current_upload.log_key())
waiting = book.cells_to_run(marks)
for cell in book.cells:
    cell_card.show_cell(book, cell, marks[cell.id], runs=cell.id in waiting)
add_buttons.show_add_buttons(book, why_off)
table_list.show_tables()
