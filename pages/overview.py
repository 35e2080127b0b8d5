"""Where does the search stand?"""

import streamlit as st

from pages import session
from pages.showing import before, draw, empty, filters

st.title("Overview", anchor=False)
log = empty.needs_log()
view = filters.view()
empty.needs_touches(view)
summary = session.ask("summary", view)

st.subheader(summary.verdict, anchor=False)
filters.shown(view, log)
draw.four_numbers(summary, session.ask("response_by_channel", view, by="all"))
before.shown(view, log)
draw.answer(session.ask("journey", view))
draw.answer(session.ask("weekly_activity", view))
