"""Your own questions: text, questions of the app and SQL, one below the other, on your own log."""

import streamlit as st

from analysis.notebook.document import dependencies
from pages import session
from pages.notebooks import adding, carrying, cells, schema
from pages.showing import empty

st.title("Notebook", anchor=False)
log = empty.needs_log()
book = session.book()
off = session.sql_off()

if off:
    st.info(f"{off} Texts and questions work.", title="No SQL here", icon=":material/lock:")
st.html(cells.LOOK)
carrying.controls(log, book)
marks = dependencies.marks(book.cells, session.log_key())
waiting = book.to_run(marks)
for cell in book.cells:
    cells.shown(book, cell, marks[cell.id], runs=cell.id in waiting)
adding.controls(book, off)
schema.pane()
