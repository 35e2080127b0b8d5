"""What came before offers, and how far one can say that it led to them?"""

import streamlit as st

from pages import session
from pages.showing import draw, empty, filters

st.title("Offers", anchor=False)
log = empty.needs_log()
view = filters.view()
empty.needs_touches(view)

filters.shown(view, log)
draw.answer(session.ask("paths_to_offers", view))
draw.answer(session.ask("credit_for_offers", view))
draw.answer(session.ask("ways_to_count", view))
draw.answer(session.ask("fair_comparison", view, outcome="offer"))
