"""Where does the search stand?"""

import streamlit as st

from pages import session
from pages.components.answers import answer_card, filter_bar, guards, previous_period

st.title("Overview", anchor=False)
log = guards.require_log()
filters = filter_bar.choose_filters()
guards.require_touches(filters)
summary = session.answers.ask("summary", filters)

st.subheader(summary.verdict, anchor=False)
filter_bar.show_filters(filters, log)
answer_card.show_four_numbers(summary, session.answers.ask("response_by_channel", filters, by="all"))
previous_period.show_previous_period(filters, log)
answer_card.show_answer(session.answers.ask("journey", filters))
answer_card.show_answer(session.answers.ask("outlook", filters))
answer_card.show_answer(session.answers.ask("weekly_activity", filters))
