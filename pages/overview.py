"""Where does the search stand?"""

import streamlit as st

from pages import draw, empty, filters, session

log = empty.needs_log()
view = filters.view()
summary = session.ask("summary", view)
replies = session.ask("response_by_channel", view, by="all")

st.title("Overview")
filters.shown(view, log)
st.subheader(summary.verdict, anchor=False)
draw.four_numbers(summary, replies)
draw.answer(session.ask("journey", view))
draw.answer(session.ask("weekly_activity", view))
