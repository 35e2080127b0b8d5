"""What came before offers, and how sure can one be that it led to them?"""

import streamlit as st

from pages import session
from pages.components.answers import answer_card, filter_bar, guards

st.title("Offers", anchor=False)
log = guards.require_log()
filters = filter_bar.choose_filters()
guards.require_touches(filters)

filter_bar.show_filters(filters, log)
answer_card.show_answer(session.answers.ask("paths_to_offers", filters))
answer_card.show_answer(session.answers.ask("outlook", filters, step="offer"))
answer_card.show_answer(session.answers.ask("credit_for_offers", filters))
answer_card.show_answer(session.answers.ask("ways_to_count", filters))
answer_card.show_answer(session.answers.ask("fair_comparison", filters, outcome="offer"))
