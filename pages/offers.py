"""What came before offers, and how far one can say that it led to them?"""

import streamlit as st

from pages import session
from pages.components.answers import answer_card, filter_bar, guards

st.title("Offers", anchor=False)
log = guards.needs_log()
view = filter_bar.view()
guards.needs_touches(view)

filter_bar.shown(view, log)
answer_card.answer(session.answers.ask("paths_to_offers", view))
answer_card.answer(session.answers.ask("credit_for_offers", view))
answer_card.answer(session.answers.ask("ways_to_count", view))
answer_card.answer(session.answers.ask("fair_comparison", view, outcome="offer"))
